package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flows as events of the Elastic Common Schema. An event has one process; both ends with all that
 * is said of them are under {@code flowtruth}.
 */
final class EcsForm extends JsonForm {
  private static final String VERSION = "8.11.0";

  EcsForm(LabelColumns columns) {
    super(columns);
  }

  @Override
  public void write(FlowRow row, FlowLabel label, ByteSink out) {
    FlowRecord flow = row.flow();
    json.begin(out).text("@timestamp", FlowText.first(row));
    event(row, label);
    end("source", flow.source(), flow);
    end("destination", flow.destination(), flow);
    network(row, label);
    ProcessRef process = FlowText.process(label);
    if (process != null) {
      process(process);
    }
    related(flow, process);
    finish(label);
  }

  @Override
  public void writeBad(byte[] data, int from, int to, ByteSink out) {
    json.begin(out).object("event");
    kind();
    json.text("reason", Reason.BAD_ROW.label());
    json.text("original", FlowText.raw(data, from, to)).end();
    finish(BAD);
  }

  private void finish(FlowLabel label) {
    json.object("ecs").text("version", VERSION).end();
    json.object("flowtruth");
    sides.write(label, json);
    json.end().finish();
  }

  private void kind() {
    json.text("kind", "event")
        .texts("category", List.of("network"))
        .texts("type", List.of("connection"))
        .text("action", "network_flow");
  }

  private void event(FlowRow row, FlowLabel label) {
    json.object("event");
    kind();
    json.text("start", FlowText.first(row))
        .text("end", FlowText.last(row))
        .number("duration", FlowText.durationNanos(row))
        .text("reason", FlowText.reasons(label))
        .end();
  }

  private void network(FlowRow row, FlowLabel label) {
    FlowRecord flow = row.flow();
    json.object("network")
        .text("type", FlowText.type(flow))
        .text("transport", FlowText.protocol(flow))
        .text("iana_number", Integer.toString(flow.protocolNumber()))
        .text("community_id", CommunityIds.of(row))
        .text("direction", direction(label))
        .number("bytes", row.byteCount())
        .end();
  }

  /** As the host that has the owner sees it; unknown when nobody has. */
  private static @Nullable String direction(FlowLabel label) {
    boolean source = label.source().isLabelled();
    boolean destination = label.destination().isLabelled();
    if (source && destination) {
      return "internal";
    }
    return source ? "egress" : destination ? "ingress" : null;
  }

  private void process(ProcessRef process) {
    json.object("process")
        .number("pid", process.pid())
        .text("name", process.name())
        .text("executable", process.executable())
        .text("command_line", CellText.commandLine(process))
        .texts("args", process.commandLine() == null ? List.of() : process.commandLine())
        .text("start", CellText.time(process.startNanos()));
    if (process.uid() >= 0 || process.user() != null) {
      json.object("user")
          .text("id", process.uid() < 0 ? null : Integer.toString(process.uid()))
          .text("name", process.user())
          .end();
    }
    if (!process.parents().isEmpty()) {
      ProcessRef.Ancestor parent = process.parents().get(0);
      json.object("parent").number("pid", parent.pid()).text("name", parent.name()).end();
    }
    if (process.hash() != null) {
      json.object("hash").text("sha256", process.hash()).end();
    }
    json.end();
    around(process);
  }

  private void around(ProcessRef process) {
    if (process.container() != null) {
      json.object("container")
          .text("id", process.container())
          .text("name", process.containerName())
          .text("runtime", process.containerRuntime())
          .end();
    }
    if (process.service() != null) {
      json.object("service").text("name", process.service()).end();
    }
  }

  private void related(FlowRecord flow, @Nullable ProcessRef process) {
    List<String> addresses =
        Stream.of(flow.source(), flow.destination())
            .map(end -> end.address().withoutScope().toString())
            .distinct()
            .toList();
    json.object("related").texts("ip", addresses);
    if (process != null && process.user() != null) {
      json.texts("user", List.of(process.user()));
    }
    json.end();
  }
}
