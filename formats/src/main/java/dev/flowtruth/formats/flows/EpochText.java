package dev.flowtruth.formats.flows;

/** Numbers since the epoch whose size tells their unit: seconds, ms, µs or ns. */
final class EpochText {
  /** Numbers of fewer digits before the point are seconds, and so on. */
  private static final int SECONDS = 11;

  private static final int MILLIS = 14;
  private static final int MICROS = 17;

  private EpochText() {}

  /** Nanoseconds since the epoch, or {@link Decimals#BAD}. */
  static long nanos(byte[] data, int from, int to) {
    return Decimals.scaled(data, from, to, zeros(data, from, to));
  }

  /** The unit of the last digit, in nanoseconds. */
  static long resolutionNanos(byte[] data, int from, int to) {
    int point = ByteSearch.indexOf(data, from, to, (byte) '.');
    int decimals = point < 0 ? 0 : to - point - 1;
    long resolution = 1;
    for (int i = decimals; i < zeros(data, from, to); i++) {
      resolution *= 10;
    }
    return resolution;
  }

  private static int zeros(byte[] data, int from, int to) {
    int digits = ClockText.digitsEnd(data, from, to) - from;
    if (digits <= SECONDS) {
      return 9;
    }
    return digits <= MILLIS ? 6 : digits <= MICROS ? 3 : 0;
  }
}
