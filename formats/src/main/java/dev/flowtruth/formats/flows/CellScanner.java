package dev.flowtruth.formats.flows;

/**
 * Cuts a row of a table into cells and keeps the places of those that matter.
 *
 * <p>A quote counts only where a cell begins (RFC 4180); elsewhere it is a letter like any other.
 * Immutable.
 */
final class CellScanner {
  static final byte QUOTE = '"';

  private final byte delimiter;
  private final boolean quotes;
  private final int highestSpecial;

  CellScanner(byte delimiter, boolean quotes) {
    this.delimiter = delimiter;
    this.quotes = quotes;
    this.highestSpecial = quotes ? Math.max(delimiter, QUOTE) : delimiter;
  }

  /**
   * Scans the row {@code data[from, to)}, which has no line end.
   *
   * @param slots for each column the slot of {@code cells} that it belongs in, or -1
   * @return how many cells the row has
   * @throws BadRowException when a quote is not closed, or a byte is NUL
   */
  int scan(byte[] data, int from, int to, int[] slots, Cells cells) throws BadRowException {
    int column = 0;
    int start = from;
    int i = quotes && from < to && data[from] == QUOTE ? afterQuotes(data, from, to) : from;
    for (; i < to; i++) {
      byte value = data[i];
      if (value > highestSpecial) {
        continue;
      }
      if (value == delimiter) {
        keep(data, start, i, column++, slots, cells);
        start = i + 1;
        if (quotes && start < to && data[start] == QUOTE) {
          i = afterQuotes(data, start, to) - 1;
        }
      } else if (value == 0) {
        throw BadRowException.of("column " + (column + 1), "expected text, found a NUL byte");
      }
    }
    keep(data, start, to, column++, slots, cells);
    return column;
  }

  private static void keep(byte[] data, int start, int end, int column, int[] slots, Cells cells) {
    int slot = column < slots.length ? slots[column] : -1;
    if (slot >= 0) {
      cells.set(slot, data, start, end);
    }
  }

  /** Index behind the closing quote of the cell that begins at {@code start}. */
  private static int afterQuotes(byte[] data, int start, int to) throws BadRowException {
    int close = closingQuote(data, start + 1, to);
    if (close >= to) {
      throw BadRowException.of("quotes", "expected a closing quote, found the end of the row");
    }
    return close + 1;
  }

  /** Where the quoted text that begins at {@code from} is closed; {@code limit} when it is not. */
  static int closingQuote(byte[] data, int from, int limit) {
    int i = from;
    while (true) {
      i = ByteSearch.indexOf(data, i, limit, QUOTE);
      if (i < 0) {
        return limit;
      }
      if (i + 1 >= limit || data[i + 1] != QUOTE) {
        return i;
      }
      i += 2;
    }
  }
}
