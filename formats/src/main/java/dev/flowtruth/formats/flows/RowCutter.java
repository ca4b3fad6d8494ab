package dev.flowtruth.formats.flows;

/** Finds where rows end. Immutable. */
final class RowCutter {
  /** Every line feed ends a row. */
  static final RowCutter LINES = new RowCutter(false, (byte) 0);

  private final boolean quotes;
  private final byte delimiter;

  private RowCutter(boolean quotes, byte delimiter) {
    this.quotes = quotes;
    this.delimiter = delimiter;
  }

  /** Line feeds inside quoted cells (RFC 4180) are part of the row. */
  static RowCutter quoted(byte delimiter) {
    return new RowCutter(true, delimiter);
  }

  /** Index behind the line feed that ends the row which begins at {@code from}; -1 if not there. */
  int next(byte[] data, int from, int limit) {
    byte stop = quotes ? CellScanner.QUOTE : (byte) '\n';
    int hit = ByteSearch.indexOfEither(data, from, limit, (byte) '\n', stop);
    if (hit < 0) {
      return -1;
    }
    return data[hit] == '\n' ? hit + 1 : nextWithQuotes(data, from, limit);
  }

  private int nextWithQuotes(byte[] data, int from, int limit) {
    boolean cellBegins = true;
    for (int i = from; i < limit; i++) {
      byte value = data[i];
      if (value == '\n') {
        return i + 1;
      }
      if (value == CellScanner.QUOTE && cellBegins) {
        i = CellScanner.closingQuote(data, i + 1, limit);
        // A quote that is the last byte may be half of a doubled one: wait for more.
        if (i >= limit - 1) {
          return -1;
        }
        cellBegins = false;
      } else {
        cellBegins = value == delimiter;
      }
    }
    return -1;
  }
}
