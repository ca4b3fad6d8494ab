package dev.flowtruth.formats.flows;

/** How a file writes points in time and durations. */
public enum TimeForm {
  /** Decimal seconds; a point in time may also be whole milliseconds, or RFC 3339 text. */
  SECONDS(9),
  MILLIS(6),
  MICROS(3),
  NANOS(0);

  /** Epoch seconds reach this in the year 5138; a greater number is in milliseconds. */
  private static final long SECONDS_LIMIT = 100_000_000_000L;

  private final int zeros;

  TimeForm(int zeros) {
    this.zeros = zeros;
  }

  /** Nanoseconds, or {@link Decimals#BAD}. */
  long duration(byte[] data, int from, int to) {
    return Decimals.scaled(data, from, to, zeros);
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
