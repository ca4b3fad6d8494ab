package dev.flowtruth.formats.flows;

/** Offsets from UTC straight from bytes: {@code Z}, {@code +01:00}, {@code -0500}, {@code +02}. */
final class OffsetText {
  /** The value of what is no offset. */
  static final long BAD = Long.MIN_VALUE;

  private OffsetText() {}

  /** Seconds east of UTC. */
  static long seconds(byte[] data, int from, int to) {
    int start = from;
    while (start < to && data[start] == ' ') {
      start++;
    }
    if (to - start == 1 && (data[start] | 0x20) == 'z') {
      return 0;
    }
    if (to - start < 3 || data[start] != '+' && data[start] != '-') {
      return BAD;
    }
    long hours = Decimals.whole(data, start + 1, start + 3);
    long minutes = minutes(data, start + 3, to);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return BAD;
    }
    long seconds = hours * 3600 + minutes * 60;
    return data[start] == '-' ? -seconds : seconds;
  }

  private static long minutes(byte[] data, int from, int to) {
    int digits = from < to && data[from] == ':' ? from + 1 : from;
    return from == to ? 0 : to - digits == 2 ? Decimals.whole(data, digits, to) : -1;
  }
}
