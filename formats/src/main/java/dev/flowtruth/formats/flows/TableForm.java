package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flows as a table with a header. */
final class TableForm implements FlowForm {
  /** The columns of a flow, before those of its ends. */
  static final List<String> NAMES =
      List.of(
          "start",
          "end",
          "protocol",
          "protocol_number",
          "src_ip",
          "src_port",
          "dst_ip",
          "dst_port",
          "bytes",
          "community_id");

  private static final FlowLabel BAD = FlowLabel.none(Reason.BAD_ROW);

  private final byte delimiter;
  private final LabelColumns columns;
  private final CellCache cache;

  TableForm(char delimiter, LabelColumns columns) {
    this.delimiter = (byte) delimiter;
    this.columns = columns.withoutCommunityId();
    this.cache = new CellCache(columns.ofEachSide(), new CsvStyle(this.delimiter));
  }

  @Override
  public byte[] head() {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(columns.tableNames());
    String text = String.join(String.valueOf((char) delimiter), names) + "\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(FlowRow row, FlowLabel label, ByteSink out) {
    FlowRecord flow = row.flow();
    boolean ports = FlowText.hasPorts(flow);
    cell(FlowText.first(row), out);
    cell(FlowText.last(row), out);
    cell(FlowText.protocol(flow), out);
    cell(Integer.toString(flow.protocolNumber()), out);
    cell(FlowText.address(flow.source()), out);
    cell(ports ? Integer.toString(flow.source().port()) : null, out);
    cell(FlowText.address(flow.destination()), out);
    cell(ports ? Integer.toString(flow.destination().port()) : null, out);
    cell(row.byteCount() < 0 ? null : Long.toString(row.byteCount()), out);
    text(CommunityIds.of(row), out);
    labels(label, out);
  }

  @Override
  public void writeBad(byte[] data, int from, int to, ByteSink out) {
    for (int i = 1; i < NAMES.size(); i++) {
      out.put(delimiter);
    }
    labels(BAD, out);
  }

  private void labels(FlowLabel label, ByteSink out) {
    side(label.source(), out);
    side(label.destination(), out);
    out.put((byte) '\n');
  }

  private void side(Label label, ByteSink out) {
    for (int i = 0; i < cache.columnCount(); i++) {
      out.put(delimiter);
      out.put(cache.cell(i, label));
    }
  }

  private void cell(@Nullable String text, ByteSink out) {
    text(text, out);
    out.put(delimiter);
  }

  private static void text(@Nullable String text, ByteSink out) {
    if (text != null) {
      out.put(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
