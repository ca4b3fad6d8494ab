package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;

/** Numbers since the epoch whose size tells their unit: seconds, ms, µs or ns. */
final class EpochText {
  /** Numbers of fewer digits before the point are seconds, and so on. */
  private static final int SECONDS = 11;

  private static final int MILLIS = 14;
  private static final int MICROS = 17;

  private EpochText() {}

  /** Nanoseconds since the epoch, or {@link Decimals#BAD}. */
  static long nanos(byte[] data, int from, int to) {
    int zeros = zeros(data, from, to);
    return zeros == 0 ? whole(data, from, to) : Decimals.scaled(data, from, to, zeros);
  }

  /** Nanoseconds have more digits than any other number in a flow file. */
  private static long whole(byte[] data, int from, int to) {
    try {
      return Long.parseLong(new String(data, from, to - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      return Decimals.BAD;
    }
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
