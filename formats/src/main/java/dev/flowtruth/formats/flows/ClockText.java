package dev.flowtruth.formats.flows;

import org.jspecify.annotations.Nullable;

/** Times of day straight from bytes: {@code 8:17}, {@code 20:17:03.120036}. */
final class ClockText {
  private static final long NANOS = 1_000_000_000L;
  private static final long MINUTE = 60 * NANOS;

  private ClockText() {}

  /**
   * What was read.
   *
   * @param nanos since midnight (or the length of a duration)
   * @param resolution the unit of the last digit, in ns
   * @param end index behind it
   */
  record Clock(long nanos, long resolution, int end) {}

  /** A duration as hours, minutes and seconds in nanoseconds, or {@link Decimals#BAD}. */
  static long duration(byte[] data, int from, int to) {
    Clock clock = read(data, from, to, 1_000_000);
    return clock == null || clock.end() != to ? Decimals.BAD : clock.nanos();
  }

  /** The time of day that begins at {@code from}; null when there is none. */
  static @Nullable Clock timeOfDay(byte[] data, int from, int to) {
    return read(data, from, to, 24);
  }

  private static @Nullable Clock read(byte[] data, int from, int to, int hoursBelow) {
    int colon = digitsEnd(data, from, to);
    long hours = Decimals.whole(data, from, colon);
    int end = digitsEnd(data, colon + 1, to);
    if (colon >= to || data[colon] != ':' || hours < 0 || hours >= hoursBelow) {
      return null;
    }
    long minutes = Decimals.whole(data, colon + 1, end);
    if (end != colon + 3 || minutes > 59) {
      return null;
    }
    long nanos = (hours * 60 + minutes) * MINUTE;
    return end < to && data[end] == ':'
        ? withSeconds(data, end + 1, to, nanos)
        : new Clock(nanos, MINUTE, end);
  }

  private static @Nullable Clock withSeconds(byte[] data, int from, int to, long nanos) {
    int end = digitsEnd(data, from, to);
    long seconds = Decimals.whole(data, from, end);
    if (end != from + 2 || seconds > 60) {
      return null;
    }
    boolean point = end < to && (data[end] == '.' || data[end] == ',');
    int fractionEnd = point ? digitsEnd(data, end + 1, to) : end;
    if (point && fractionEnd == end + 1) {
      return null;
    }
    long fraction = 0;
    long resolution = NANOS;
    for (int i = end + 1; i < fractionEnd && resolution > 1; i++) {
      resolution /= 10;
      fraction += (data[i] - '0') * resolution;
    }
    return new Clock(nanos + seconds * NANOS + fraction, resolution, fractionEnd);
  }

  static int digitsEnd(byte[] data, int from, int to) {
    int i = from;
    while (i < to && data[i] >= '0' && data[i] <= '9') {
      i++;
    }
    return i;
  }
}
