package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines, and writes them with an object {@code src} and {@code dst}. Not thread-safe.
 */
final class JsonRows implements RowHandler {
  private static final byte[] BAD_MEMBERS =
      "\"src\":{\"reason\":\"bad_row\"},\"dst\":{\"reason\":\"bad_row\"}"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SRC = ",\"src\":{".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DST = ",\"dst\":{".getBytes(StandardCharsets.US_ASCII);

  private final JsonLayout layout;
  private final JsonScanner scanner;
  private final Cells cells = new Cells(JsonLayout.SLOTS);
  private final CellCache cache;
  private byte[] data = CellCache.EMPTY;
  private int from;
  private int contentEnd;
  private int to;
  private int close;

  JsonRows(JsonLayout layout) {
    this.layout = layout;
    scanner = layout.newScanner();
    cache = new CellCache(layout.columns().ofEachSide(), new JsonStyle());
  }

  @Override
  public @Nullable FlowRow read(byte[] bytes, int start, int end) throws BadRowException {
    data = bytes;
    from = start;
    contentEnd = LineEnd.contentEnd(bytes, start, end);
    to = end;
    if (LineEnd.isBlank(bytes, from, contentEnd)) {
      return null;
    }
    cells.clear();
    close = scanner.scan(bytes, from, contentEnd, cells);
    if (cells.has(JsonLayout.SRC_SLOT) || cells.has(JsonLayout.DST_SLOT)) {
      throw BadRowException.fatal(
          cells.has(JsonLayout.SRC_SLOT) ? "src" : "dst",
          "the row has this key already; label the file without it");
    }
    return layout.interpreter().read(cells);
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
    int brace = contentEnd - 1;
    while (brace > from && LineEnd.isBlank(data, brace, brace + 1)) {
      brace--;
    }
    boolean object = data[brace] == '}';
    int split = object ? brace : contentEnd;
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
