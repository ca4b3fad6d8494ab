package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table that was understood, and its head.
 *
 * @param layout the table
 * @param cutter finds where rows end
 * @param headLength how many bytes the head has
 * @param labelledHead the head with the new names
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record TableReader(TableLayout layout, RowCutter cutter, int headLength, byte[] labelledHead)
    implements FlowReader {

  /** The bytes {@code [0, to)} of a head with names behind the last line. */
  static byte[] withNames(FileHead head, int to, byte delimiter, List<String> names) {
    byte[] bytes = head.bytes();
    int contentEnd = LineEnd.contentEnd(bytes, head.start(), to);
    ByteSink out = new ByteSink(to + 512);
    out.put(bytes, 0, contentEnd);
    out.put(suffix(delimiter, names));
    out.put(bytes, contentEnd, to);
    return out.toArray();
  }

  /** Names as they stand behind others. */
  static byte[] suffix(byte delimiter, List<String> names) {
    StringBuilder text = new StringBuilder();
    names.forEach(name -> text.append((char) delimiter).append(name));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int rowEnd(byte[] data, int from, int limit) {
    return cutter.next(data, from, limit);
  }

  @Override
  public boolean isOrdered() {
    return layout.interpreter().times().isOrdered();
  }

  @Override
  public List<String> notes() {
    return layout.interpreter().times().notes();
  }

  @Override
  public RowHandler newHandler() {
    return new TableRows(layout);
  }
}
