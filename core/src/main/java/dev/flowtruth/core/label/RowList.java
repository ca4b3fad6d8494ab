package dev.flowtruth.core.label;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The rows of one tuple: the open ones, and the closed ones by opening time. A look-up begins at
 * the last row that opened before the flow's end and goes back no further than the longest life in
 * the list. Not thread-safe.
 */
final class RowList {
  private final TupleRows rows;
  private int[] open = new int[2];
  private int openCount;
  private int[] closed = new int[2];
  private int closedCount;
  private long longestLife;

  RowList(TupleRows rows) {
    this.rows = rows;
  }

  void add(int row) {
    if (rows.closed.at(row) != TimesField.NEVER) {
      addClosed(row);
      return;
    }
    if (openCount == open.length) {
      open = Arrays.copyOf(open, openCount * 2);
    }
    open[openCount++] = row;
  }

  /** Takes note that an open row is closed now. */
  void close(int row) {
    int index = indexOf(open, openCount, row);
    if (index >= 0) {
      open[index] = open[--openCount];
      addClosed(row);
    }
  }

  void remove(int row) {
    int index = indexOf(closed, closedCount, row);
    if (index >= 0) {
      System.arraycopy(closed, index + 1, closed, index, --closedCount - index);
    }
  }

  /** Any row of the list, {@link TupleRows.NONE} when it is empty. */
  int any() {
    if (openCount > 0) {
      return open[0];
    }
    return closedCount > 0 ? closed[0] : TupleRows.NONE;
  }

  /** Visits the rows that may have lived in [from, until), and perhaps others. */
  void visit(long from, long until, IntConsumer visitor) {
    for (int i = 0; i < openCount; i++) {
      visitor.accept(open[i]);
    }
    for (int i = closedBefore(until) - 1; i >= 0; i--) {
      if (earliest(closed[i]) + longestLife < from) {
        return;
      }
      visitor.accept(closed[i]);
    }
  }

  private void addClosed(int row) {
    if (closedCount == closed.length) {
      closed = Arrays.copyOf(closed, closedCount + (closedCount >> 1) + 1);
    }
    int place = closedBefore(earliest(row));
    System.arraycopy(closed, place, closed, place + 1, closedCount - place);
    closed[place] = row;
    closedCount++;
    longestLife = Math.max(longestLife, rows.closed.at(row) - earliest(row));
  }

  /** How many closed rows opened before the time. */
  private int closedBefore(long time) {
    int low = 0;
    int high = closedCount;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (earliest(closed[middle]) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long earliest(int row) {
    long after = rows.opened.after(row);
    return after == Long.MIN_VALUE ? rows.opened.at(row) : after;
  }

  private static int indexOf(int[] list, int size, int row) {
    for (int i = size - 1; i >= 0; i--) {
      if (list[i] == row) {
        return i;
      }
    }
    return -1;
  }
}
