package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;

/** Flows as JSON lines, with the names of {@link TableForm}. */
final class JsonlForm extends JsonForm {
  JsonlForm(LabelColumns columns) {
    super(columns);
  }

  @Override
  public void write(FlowRow row, FlowLabel label, ByteSink out) {
    FlowRecord flow = row.flow();
    boolean ports = FlowText.hasPorts(flow);
    json.begin(out)
        .text("start", FlowText.first(row))
        .text("end", FlowText.last(row))
        .text("protocol", FlowText.protocol(flow))
        .number("protocol_number", flow.protocolNumber())
        .text("src_ip", FlowText.address(flow.source()))
        .number("src_port", ports ? flow.source().port() : -1)
        .text("dst_ip", FlowText.address(flow.destination()))
        .number("dst_port", ports ? flow.destination().port() : -1)
        .number("bytes", row.byteCount())
        .text("community_id", CommunityIds.of(row));
    sides.write(label, json);
    json.finish();
  }

  @Override
  public void writeBad(byte[] data, int from, int to, ByteSink out) {
    json.begin(out).text("row", FlowText.raw(data, from, to));
    sides.write(BAD, json);
    json.finish();
  }
}
