package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;

/**
 * Flows as attributes of OpenTelemetry's semantic conventions, one object a line. The local end is
 * that of the process; both ends with all that is said of them are under {@code flowtruth}.
 */
final class OtelForm extends JsonForm {
  OtelForm(LabelColumns columns) {
    super(columns);
  }

  @Override
  public void write(FlowRow row, FlowLabel label, ByteSink out) {
    FlowRecord flow = row.flow();
    json.begin(out)
        .text("flowtruth.start", FlowText.first(row))
        .text("flowtruth.end", FlowText.last(row))
        .text("network.transport", FlowText.protocol(flow))
        .text("network.type", FlowText.type(flow));
    attributes("source", flow.source(), flow);
    attributes("destination", flow.destination(), flow);
    ProcessRef process = FlowText.process(label);
    if (process != null) {
      boolean atSource = FlowText.side(label) == Side.SOURCE;
      attributes("network.local", atSource ? flow.source() : flow.destination(), flow);
      attributes("network.peer", atSource ? flow.destination() : flow.source(), flow);
      process(process);
    }
    json.number("flowtruth.bytes", row.byteCount())
        .text("flowtruth.community_id", CommunityIds.of(row));
    finish(label);
  }

  @Override
  public void writeBad(byte[] data, int from, int to, ByteSink out) {
    json.begin(out).text("log.record.original", FlowText.raw(data, from, to));
    finish(BAD);
  }

  private void finish(FlowLabel label) {
    for (Side side : Side.values()) {
      sides.members(side.of(label), "flowtruth." + side.word() + ".", json);
    }
    json.finish();
  }

  private void attributes(String name, Endpoint end, FlowRecord flow) {
    json.text(name + ".address", FlowText.address(end))
        .number(name + ".port", FlowText.hasPorts(flow) ? end.port() : -1);
  }

  private void process(ProcessRef process) {
    json.number("process.pid", process.pid())
        .number("process.parent_pid", parent(process))
        .text("process.executable.name", process.name())
        .text("process.executable.path", process.executable())
        .text("process.command_line", CellText.commandLine(process))
        .text("process.creation.time", CellText.time(process.startNanos()))
        .text("process.owner", process.user())
        .number("process.user.id", process.uid())
        .text("process.user.name", process.user())
        .text("container.id", process.container())
        .text("container.name", process.containerName())
        .text("container.runtime.name", process.containerRuntime());
  }

  private static long parent(ProcessRef process) {
    return process.parents().isEmpty() ? -1 : process.parents().get(0).pid();
  }
}
