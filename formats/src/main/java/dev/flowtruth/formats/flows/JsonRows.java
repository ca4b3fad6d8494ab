package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects, and writes them with an object {@code src} and {@code dst}. Not thread-safe.
 */
final class JsonRows implements RowHandler {
  private static final byte[] BAD_MEMBERS =
      "\"src\":{\"reason\":\"bad_row\"},\"dst\":{\"reason\":\"bad_row\"}"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SRC = ",\"src\":{".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DST = ",\"dst\":{".getBytes(StandardCharsets.US_ASCII);

  private final JsonLayout layout;
  private final JsonScanner scanner;
  private final Cells cells;
  private final CellRule alternates;
  private final CellCache cache;
  private byte[] data = CellCache.EMPTY;
  private int from;
  private int contentEnd;
  private int to;
  private int close;

  JsonRows(JsonLayout layout) {
    this.layout = layout;
    scanner = layout.newScanner();
    cells = layout.newCells();
    alternates = Alternates.of(layout.alternates());
    cache = new CellCache(layout.columns().ofEachSide(), new JsonStyle());
  }

  @Override
  public @Nullable FlowRow read(byte[] bytes, int start, int end) throws BadRowException {
    data = bytes;
    from = start;
    to = end;
    int objectFrom = JsonObjects.contentStart(bytes, start, end);
    contentEnd = JsonObjects.contentEnd(bytes, objectFrom, end);
    if (objectFrom == contentEnd) {
      return null;
    }
    cells.clear();
    close = memberEnd(scanner.scan(bytes, objectFrom, contentEnd, cells));
    unsetEmpty();
    alternates.apply(cells);
    if (!layout.interpreter().isFlow(cells)) {
      return null;
    }
    if (cells.has(JsonLayout.SRC_SLOT) || cells.has(JsonLayout.DST_SLOT)) {
      throw BadRowException.fatal(
          cells.has(JsonLayout.SRC_SLOT) ? "src" : "dst",
          "the row has this key already; label the file without it");
    }
    return layout.interpreter().read(cells);
  }

  private void unsetEmpty() {
    for (int slot = 0; slot < FlowField.COUNT; slot++) {
      if (cells.has(slot)
          && (cells.from(slot) == cells.to(slot)
              || cells.holds(slot, layout.unset()) && layout.unset().length > 0)) {
        cells.unset(slot);
      }
    }
  }

  /** Where the last member ends, when the brace behind it stands on a line of its own. */
  private int memberEnd(int brace) {
    int end = brace;
    while (end > from && data[end - 1] <= ' ' && data[end - 1] > 0) {
      end--;
    }
    return ByteSearch.indexOf(data, end, brace, (byte) '\n') < 0 ? brace : end;
  }

  @Override
  public void writeLabelled(FlowRow row, FlowLabel label, ByteSink out) {
    out.put(data, from, close);
    appendSide(Side.SOURCE, label, out);
    appendSide(Side.DESTINATION, label, out);
    if (layout.columns().hasCommunityId() && !cells.has(JsonLayout.COMMUNITY_ID_SLOT)) {
      appendCommunityId(row, out);
    }
    out.put(data, close, to);
  }

  private void appendSide(Side side, FlowLabel label, ByteSink out) {
    out.put(side == Side.SOURCE ? SRC : DST);
    Label end = side.of(label);
    boolean first = true;
    for (int i = 0; i < cache.columnCount(); i++) {
      byte[] member = cache.cell(i, end);
      if (member.length > 0) {
        if (!first) {
          out.put((byte) ',');
        }
        out.put(member);
        first = false;
      }
    }
    out.put((byte) '}');
  }

  private static void appendCommunityId(FlowRow row, ByteSink out) {
    String id = CommunityIds.of(row);
    if (id != null) {
      out.put((",\"community_id\":" + JsonStyle.quoted(id)).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Inserts the reasons where the line ends like an object; else an object of ours follows it. */
  @Override
  public void writeBad(ByteSink out) {
    boolean object = contentEnd > from && data[contentEnd - 1] == '}';
    int split = object ? memberEnd(contentEnd - 1) : LineEnd.contentEnd(data, from, to);
    out.put(data, from, split);
    out.put((byte) (object ? ',' : '{'));
    out.put(BAD_MEMBERS);
    if (!object) {
      out.put((byte) '}');
    }
    out.put(data, split, to);
  }

  @Override
  public void writeOther(ByteSink out) {
    out.put(data, from, to);
  }
}
