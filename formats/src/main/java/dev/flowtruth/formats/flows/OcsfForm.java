package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;

/**
 * Flows as events of OCSF's class Network Activity. An event has one actor; both ends with all that
 * is said of them are under {@code unmapped}.
 */
final class OcsfForm extends JsonForm {
  private static final String VERSION = "1.3.0";
  private static final int NETWORK = 4;
  private static final int NETWORK_ACTIVITY = 4001;

  /** Its activity "Traffic". */
  private static final int TRAFFIC = 6;

  private static final int INFORMATIONAL = 1;
  private static final int REGULAR_FILE = 1;
  private static final long MILLI = 1_000_000L;

  OcsfForm(LabelColumns columns) {
    super(columns);
  }

  @Override
  public void write(FlowRow row, FlowLabel label, ByteSink out) {
    FlowRecord flow = row.flow();
    begin(out);
    json.number("time", flow.firstNanos() / MILLI)
        .number("start_time", flow.firstNanos() / MILLI)
        .number("end_time", row.lastNanos() / MILLI)
        .number(
            "duration", FlowText.durationNanos(row) < 0 ? -1 : FlowText.durationNanos(row) / MILLI);
    end("src_endpoint", flow.source(), flow);
    end("dst_endpoint", flow.destination(), flow);
    connection(row, label);
    if (row.byteCount() >= 0) {
      json.object("traffic").number("bytes", row.byteCount()).end();
    }
    ProcessRef process = FlowText.process(label);
    if (process != null) {
      json.object("actor");
      process(process);
      json.end();
    }
    json.text("status_detail", FlowText.reasons(label));
    finish(label);
  }

  @Override
  public void writeBad(byte[] data, int from, int to, ByteSink out) {
    begin(out);
    json.text("status_detail", Reason.BAD_ROW.label());
    json.text("raw_data", FlowText.raw(data, from, to));
    finish(BAD);
  }

  private void begin(ByteSink out) {
    json.begin(out)
        .number("class_uid", NETWORK_ACTIVITY)
        .number("category_uid", NETWORK)
        .number("activity_id", TRAFFIC)
        .number("type_uid", NETWORK_ACTIVITY * 100L + TRAFFIC)
        .number("severity_id", INFORMATIONAL)
        .object("metadata")
        .text("version", VERSION)
        .object("product")
        .text("name", "flowtruth")
        .text("vendor_name", "flowtruth")
        .end()
        .end();
  }

  private void finish(FlowLabel label) {
    json.object("unmapped").object("flowtruth");
    sides.write(label, json);
    json.end().end().finish();
  }

  private void connection(FlowRow row, FlowLabel label) {
    FlowRecord flow = row.flow();
    json.object("connection_info")
        .number("protocol_num", flow.protocolNumber())
        .text("protocol_name", FlowText.protocol(flow))
        .number("protocol_ver_id", flow.source().address().isV4() ? 4 : 6)
        .number("direction_id", direction(label))
        .text("community_uid", CommunityIds.of(row))
        .end();
  }

  /** Lateral where both ends are on the recorded hosts, 0 where nobody's end is known. */
  private static int direction(FlowLabel label) {
    boolean source = label.source().isLabelled();
    boolean destination = label.destination().isLabelled();
    return source && destination ? 3 : source ? 2 : destination ? 1 : 0;
  }

  private void process(ProcessRef process) {
    boolean startKnown = process.startNanos() != ProcessRef.UNKNOWN;
    json.object("process")
        .number("pid", process.pid())
        .text("name", process.name())
        .text("cmd_line", CellText.commandLine(process))
        .number("created_time", startKnown ? process.startNanos() / MILLI : -1);
    if (process.executable() != null) {
      json.object("file")
          .text("name", process.name())
          .text("path", process.executable())
          .number("type_id", REGULAR_FILE)
          .end();
    }
    if (process.uid() >= 0 || process.user() != null) {
      json.object("user")
          .text("uid", process.uid() < 0 ? null : Integer.toString(process.uid()))
          .text("name", process.user())
          .end();
    }
    if (!process.parents().isEmpty()) {
      ProcessRef.Ancestor parent = process.parents().get(0);
      json.object("parent_process").number("pid", parent.pid()).text("name", parent.name()).end();
    }
    if (process.container() != null) {
      json.object("container")
          .text("uid", process.container())
          .text("name", process.containerName())
          .text("runtime", process.containerRuntime())
          .end();
    }
    json.end();
  }
}
