package dev.flowtruth.formats.capture;

/** Which way a packet went, as the capturing host saw it. */
enum Direction {
  IN,
  OUT,
  UNKNOWN;

  static Direction of(boolean in, boolean out) {
    if (in == out) {
      return UNKNOWN;
    }
    return in ? IN : OUT;
  }
}
