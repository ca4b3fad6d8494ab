package dev.flowtruth.formats.flows;

/** AM or PM behind a time of day. */
enum HalfDay {
  NONE,
  AM,
  PM;

  private static final long HOUR = 3_600_000_000_000L;

  /** The one that ends the text at {@code to}. */
  static HalfDay at(byte[] data, int from, int to) {
    int start = from;
    while (start < to && data[start] == ' ') {
      start++;
    }
    if (to - start != 2 || (data[start + 1] | 0x20) != 'm') {
      return NONE;
    }
    return switch (data[start] | 0x20) {
      case 'a' -> AM;
      case 'p' -> PM;
      default -> NONE;
    };
  }

  /** Nanoseconds since midnight from those of a 12-hour clock; -1 when it shows no such hour. */
  long applyTo(long ofDay) {
    long hour = ofDay / HOUR;
    if (this == NONE) {
      return ofDay;
    }
    if (hour < 1 || hour > 12) {
      return -1;
    }
    long morning = hour == 12 ? ofDay - 12 * HOUR : ofDay;
    return this == PM ? morning + 12 * HOUR : morning;
  }
}
