package dev.flowtruth.formats.flows;

/** The end of a line: CR LF, LF, or none on the last one. */
final class LineEnd {
  private LineEnd() {}

  /** Where the line end of the row {@code data[from, to)} begins. */
  static int contentEnd(byte[] data, int from, int to) {
    if (to == from || data[to - 1] != '\n') {
      return to;
    }
    return to - from >= 2 && data[to - 2] == '\r' ? to - 2 : to - 1;
  }

  /** True when there is nothing but blanks in {@code data[from, to)}. */
  static boolean isBlank(byte[] data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
