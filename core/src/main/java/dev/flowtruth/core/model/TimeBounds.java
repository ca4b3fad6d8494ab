package dev.flowtruth.core.model;

/**
 * When something happened, as surely as it is known, in nanoseconds of one time base.
 *
 * @param after it surely had not happened yet; {@link Long#MIN_VALUE} when nothing is known
 * @param at it surely had happened; equal to {@code after} when the time is exact
 */
public record TimeBounds(long after, long at) {
  /** Written out, as it is asked for each event; see {@link SocketId#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TimeBounds bounds && after == bounds.after && at == bounds.at;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * after + at);
  }

  public TimeBounds {
    if (after > at) {
      throw new IllegalArgumentException("after " + after + " is later than at " + at);
    }
  }

  public static TimeBounds exact(long nanos) {
    return new TimeBounds(nanos, nanos);
  }

  public static TimeBounds between(long after, long at) {
    return new TimeBounds(Math.min(after, at), at);
  }

  /** Known to have happened by then, and nothing more. */
  public static TimeBounds by(long at) {
    return new TimeBounds(Long.MIN_VALUE, at);
  }

  public boolean isExact() {
    return after == at;
  }
}
