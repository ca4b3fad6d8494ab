package dev.flowtruth.core.label;

import dev.flowtruth.core.model.TimeBounds;

/**
 * A field of time bounds in 12 bytes of a row: the later bound in nanoseconds, and the distance to
 * the earlier one in microseconds, rounded up so that bounds only ever widen. Not thread-safe while
 * rows are written.
 */
final class TimesField {
  /** Ints that it takes of a row. */
  static final int WIDTH = 3;

  /** It has not happened yet. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int UNBOUNDED = -1;
  private static final long MAX_WIDTH = Integer.MAX_VALUE;

  private final IntRows rows;
  private final int field;

  TimesField(IntRows rows, int field) {
    this.rows = rows;
    this.field = field;
  }

  void set(int row, TimeBounds bounds) {
    rows.setLong(row, field, bounds.at());
    rows.set(row, field + 2, width(bounds));
  }

  void setNever(int row) {
    rows.setLong(row, field, NEVER);
    rows.set(row, field + 2, 0);
  }

  /** When it surely had happened; {@link #NEVER} if it has not. */
  long at(int row) {
    return rows.getLong(row, field);
  }

  /** When it surely had not happened; {@link Long#MIN_VALUE} when that is not known. */
  long after(int row) {
    int micros = rows.get(row, field + 2);
    return micros == UNBOUNDED ? Long.MIN_VALUE : at(row) - micros * 1000L;
  }

  boolean isExact(int row) {
    return rows.get(row, field + 2) == 0;
  }

  private static int width(TimeBounds bounds) {
    if (bounds.after() == Long.MIN_VALUE) {
      return UNBOUNDED;
    }
    long micros = (bounds.at() - bounds.after() + 999) / 1000;
    return micros > MAX_WIDTH || micros < 0 ? UNBOUNDED : (int) micros;
  }
}
