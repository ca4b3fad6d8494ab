package dev.flowtruth.core.label;

import dev.flowtruth.core.model.TimeBounds;

/**
 * A column of time bounds in 12 bytes each: the later bound in nanoseconds, the distance to the
 * earlier one in microseconds, rounded up so that bounds only ever widen. Not thread-safe.
 */
final class TimesColumn {
  /** It has not happened yet. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int UNBOUNDED = -1;
  private static final long MAX_WIDTH = Integer.MAX_VALUE;

  private final LongColumn at = new LongColumn();
  private final IntColumn width = new IntColumn();

  void set(int row, TimeBounds bounds) {
    at.set(row, bounds.at());
    width.set(row, width(bounds));
  }

  void setNever(int row) {
    at.set(row, NEVER);
    width.set(row, 0);
  }

  /** When it surely had happened; {@link #NEVER} if it has not. */
  long at(int row) {
    return at.get(row);
  }

  /** When it surely had not happened; {@link Long#MIN_VALUE} when that is not known. */
  long after(int row) {
    int micros = width.get(row);
    return micros == UNBOUNDED ? Long.MIN_VALUE : at.get(row) - micros * 1000L;
  }

  boolean isExact(int row) {
    return width.get(row) == 0;
  }

  private static int width(TimeBounds bounds) {
    if (bounds.after() == Long.MIN_VALUE) {
      return UNBOUNDED;
    }
    long micros = (bounds.at() - bounds.after() + 999) / 1000;
    return micros > MAX_WIDTH || micros < 0 ? UNBOUNDED : (int) micros;
  }
}
