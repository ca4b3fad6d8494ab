package dev.flowtruth.formats.recording;

/** Numbers as ASCII digits. */
final class Decimals {
  private static final int[] POWERS = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private static final int NINE = 9;

  private Decimals() {}

  /** Writes a number from 0 without leading zeros; returns where it ends. */
  static int write(int value, byte[] into, int at) {
    int size = 1;
    while (size < POWERS.length && value >= POWERS[size]) {
      size++;
    }
    return write(value, into, at, size);
  }

  /** Writes a number below a billion as nine digits; returns where it ends. */
  static int writeNine(int value, byte[] into, int at) {
    return write(value, into, at, NINE);
  }

  private static int write(int value, byte[] into, int at, int size) {
    int rest = value;
    for (int i = at + size - 1; i >= at; i--) {
      int next = rest / 10;
      into[i] = (byte) ('0' + rest - 10 * next);
      rest = next;
    }
    return at + size;
  }
}
