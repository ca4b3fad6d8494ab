package dev.flowtruth.formats.flows;

import java.util.Arrays;

/**
 * A piece of a flow file that ends where a row ends, and later its labelled form. One thread at a
 * time.
 */
final class Block {
  private static final int USUAL_SIZE = 1 << 19;

  private byte[] data = new byte[USUAL_SIZE];
  private int limit;
  private int[] ends = new int[4096];
  private int rows;
  private final ByteSink out = new ByteSink(USUAL_SIZE * 2);

  /** Forgets what was in it and begins with the bytes {@code source[from, to)}. */
  void begin(byte[] source, int from, int to) {
    limit = 0;
    rows = 0;
    out.clear();
    while (data.length < to - from) {
      grow();
    }
    System.arraycopy(source, from, data, 0, to - from);
    limit = to - from;
  }

  void grow() {
    data = Arrays.copyOf(data, data.length * 2);
  }

  void filled(int count) {
    limit += count;
  }

  /** Notes where the rows end; at the end of the file the last one may lack its line end. */
  void cut(FlowReader reader, boolean last) {
    int from = cutEnd();
    while (from < limit) {
      int end = reader.rowEnd(data, from, limit);
      if (end < 0 && !last) {
        return;
      }
      from = end < 0 ? limit : end;
      add(from);
    }
  }

  private void add(int end) {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
    }
    ends[rows++] = end;
  }

  /** Its labelled form. */
  ByteSink out() {
    return out;
  }

  byte[] data() {
    return data;
  }

  int limit() {
    return limit;
  }

  int room() {
    return data.length - limit;
  }

  int rows() {
    return rows;
  }

  int rowStart(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  int rowEnd(int row) {
    return ends[row];
  }

  /** Where the last row ends. */
  int cutEnd() {
    return rows == 0 ? 0 : ends[rows - 1];
  }

  /** How many line feeds there are before {@code to}. */
  int linesBefore(int to) {
    return ByteSearch.count(data, 0, to, (byte) '\n');
  }
}
