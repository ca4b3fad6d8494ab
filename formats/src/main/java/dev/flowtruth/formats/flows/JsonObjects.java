package dev.flowtruth.formats.flows;

/**
 * Cuts a file of JSON objects into rows: each with what stands before it (the bracket of an array)
 * and behind it, up to the end of the line or the next object.
 */
final class JsonObjects {
  private JsonObjects() {}

  /** Index behind the row that begins at {@code from}; -1 when it does not end before the limit. */
  static int rowEnd(byte[] data, int from, int limit) {
    int close = close(data, from, limit);
    if (close < 0) {
      return -1;
    }
    if (data[close] != '}') {
      return close;
    }
    for (int i = close + 1; i < limit; i++) {
      byte value = data[i];
      if (value == '\n') {
        return i + 1;
      }
      if (value != ',' && value != ']' && value != ' ' && value != '\t' && value != '\r') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Index of the brace that closes the first object, or of the one that opens another at the
   * beginning of a line, which says that the first was torn; -1 when there is neither.
   */
  private static int close(byte[] data, int from, int limit) {
    int depth = 0;
    for (int i = from; i < limit; i++) {
      switch (data[i]) {
        case '"' -> {
          i = depth == 0 ? i : stringEnd(data, i + 1, limit);
          i = i < limit && data[i] == '\n' ? i - 1 : i;
        }
        case '{' -> {
          if (depth > 0 && data[i - 1] == '\n') {
            return i;
          }
          depth++;
        }
        case '}' -> {
          depth--;
          if (depth == 0) {
            return i;
          }
          depth = Math.max(depth, 0);
        }
        default -> {}
      }
    }
    return -1;
  }

  /** Index of the closing quote, or of a line feed before it, which no string has. */
  private static int stringEnd(byte[] data, int from, int limit) {
    int i = from;
    while (i < limit && data[i] != '"' && data[i] != '\n') {
      i += data[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  /** Index of the first byte that belongs to no array around the object. */
  static int contentStart(byte[] data, int from, int to) {
    int i = from;
    while (i < to && isAround(data[i], '[')) {
      i++;
    }
    return i;
  }

  /** Index behind the last byte that belongs to no array around the object. */
  static int contentEnd(byte[] data, int from, int to) {
    int i = to;
    while (i > from && isAround(data[i - 1], ']')) {
      i--;
    }
    return i;
  }

  private static boolean isAround(byte value, char bracket) {
    return value == bracket
        || value == ','
        || value == ' '
        || value == '\t'
        || value == '\r'
        || value == '\n';
  }
}
