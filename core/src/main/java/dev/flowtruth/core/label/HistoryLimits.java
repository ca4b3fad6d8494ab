package dev.flowtruth.core.label;

import java.time.Duration;

/**
 * How much an {@link OwnershipHistory} keeps. What goes beyond is forgotten, oldest end first, and
 * counted; sockets that are still open are never forgotten.
 *
 * @param maxIntervals intervals of closed sockets to keep
 * @param maxAge how long after its end an interval is kept
 */
public record HistoryLimits(int maxIntervals, Duration maxAge) {
  /** Keeps everything: for recordings, whose size is known. */
  public static final HistoryLimits NONE =
      new HistoryLimits(Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE));

  public HistoryLimits {
    if (maxIntervals < 1 || maxAge.isNegative()) {
      throw new IllegalArgumentException(
          "limits must be positive: " + maxIntervals + ", " + maxAge);
    }
  }

  boolean areNone() {
    return equals(NONE);
  }
}
