package dev.flowtruth.formats.flows;

/** How a file writes points in time and durations. */
public enum TimeForm {
  /** Decimal seconds; a point in time may also be whole milliseconds, or RFC 3339 text. */
  SECONDS("seconds", 9),
  MILLIS("milliseconds", 6),
  MICROS("microseconds", 3),
  NANOS("nanoseconds", 0),
  /**
   * As people write them: a date and a time of day in one of the usual orders, with a zone or
   * without; a number is the epoch in the unit that its size tells. Durations in decimal seconds or
   * as {@code 00:00:01.002}.
   */
  WRITTEN("seconds, or hours:minutes:seconds", 9),
  /** Durations alone: seconds where there are decimals, else microseconds. */
  SECONDS_OR_MICROS("seconds or microseconds", 9);

  /** Epoch seconds reach this in the year 5138; a greater number is in milliseconds. */
  private static final long SECONDS_LIMIT = 100_000_000_000L;

  /** A floating point number of whole microseconds is not nearer to a half than this. */
  private static final double NO_DECIMALS = 5e-7;

  private final String unit;
  private final int zeros;

  TimeForm(String unit, int zeros) {
    this.unit = unit;
    this.zeros = zeros;
  }

  /** The unit in words, for messages. */
  String unit() {
    return unit;
  }

  /** Nanoseconds, or {@link Decimals#BAD}. */
  long duration(byte[] data, int from, int to) {
    if (this == WRITTEN && ByteSearch.indexOf(data, from, to, (byte) ':') >= 0) {
      return ClockText.duration(data, from, to);
    }
    if (this == SECONDS_OR_MICROS && !hasDecimals(data, from, to)) {
      return Decimals.scaled(data, from, to, MICROS.zeros);
    }
    return Decimals.scaled(data, from, to, zeros);
  }

  /** Decimals that are no more than the noise of a floating point number are none. */
  private static boolean hasDecimals(byte[] data, int from, int to) {
    long nanos = Decimals.scaled(data, from, to, SECONDS.zeros);
    double seconds = nanos / 1e9;
    return Math.abs(seconds - Math.rint(seconds)) > NO_DECIMALS;
  }

  /** Nanoseconds since the epoch, or {@link Decimals#BAD}. */
  long instant(byte[] data, int from, int to) {
    if (this != SECONDS) {
      return Decimals.scaled(data, from, to, zeros);
    }
    if (to - from > 10 && data[from + 4] == '-') {
      return TimeText.nanos(data, from, to);
    }
    boolean millis = Decimals.whole(data, from, to) >= SECONDS_LIMIT;
    return Decimals.scaled(data, from, to, millis ? MILLIS.zeros : zeros);
  }
}
