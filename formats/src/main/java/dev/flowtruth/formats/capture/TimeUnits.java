package dev.flowtruth.formats.capture;

/**
 * How an interface's times are written: as a count of a power of ten or two of a second, from some
 * second on.
 *
 * @param decimal true for a power of ten
 * @param exponent what the base is raised to, negated
 * @param offsetSeconds to be added
 */
record TimeUnits(boolean decimal, int exponent, long offsetSeconds) {
  /** {@code if_tsresol} where there is none. */
  static final int MICROS = 6;

  private static final int BINARY = 0x80;
  private static final int NANO_DIGITS = 9;
  private static final long SECOND = 1_000_000_000L;

  /** What {@code if_tsresol} and {@code if_tsoffset} say. */
  static TimeUnits of(int resolution, long offsetSeconds) {
    return new TimeUnits((resolution & BINARY) == 0, resolution & ~BINARY, offsetSeconds);
  }

  /** ns since the epoch; what is finer is cut off. */
  long nanos(long ticks) {
    return (decimal ? ofDecimal(ticks) : ofBinary(ticks)) + offsetSeconds * SECOND;
  }

  private long ofDecimal(long ticks) {
    if (exponent <= NANO_DIGITS) {
      return ticks * power(NANO_DIGITS - exponent);
    }
    return exponent > NANO_DIGITS + 18
        ? 0
        : Long.divideUnsigned(ticks, power(exponent - NANO_DIGITS));
  }

  private long ofBinary(long ticks) {
    if (exponent == 0) {
      return ticks * SECOND;
    }
    if (exponent >= Long.SIZE) {
      return 0;
    }
    long fraction = ticks << (Long.SIZE - exponent); // of a second, in units of 2^-64
    long nanos = Math.multiplyHigh(fraction >>> 1, 2 * SECOND);
    return (ticks >>> exponent) * SECOND + nanos;
  }

  /** The unit in ns; at least 1. */
  long resolutionNanos() {
    if (decimal) {
      return exponent >= NANO_DIGITS ? 1 : power(NANO_DIGITS - exponent);
    }
    return exponent >= 30 ? 1 : (SECOND >> exponent) + 1;
  }

  private static long power(int of) {
    long value = 1;
    for (int i = 0; i < of; i++) {
      value *= 10;
    }
    return value;
  }
}
