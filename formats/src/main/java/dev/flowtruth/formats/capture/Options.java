package dev.flowtruth.formats.capture;

/** Walks the options of a block. Not thread-safe. */
final class Options {
  private final byte[] data;
  private final Endian order;
  private final int end;
  private int at;
  private int code;
  private int length;
  private int value;

  /** Those in {@code [from, to)}. */
  Options(Block block, int from, int to) {
    this(block.data(), block.order(), from, to);
  }

  Options(byte[] data, Endian order, int from, int to) {
    this.data = data;
    this.order = order;
    this.at = from;
    this.end = to;
  }

  /** Goes to the next option; false at the end mark, at the end, and where the list is broken. */
  boolean next() {
    if (end - at < 4) {
      return false;
    }
    int nextCode = order.u16(data, at);
    int nextLength = order.u16(data, at + 2);
    if (nextCode == Pcapng.END_OF_OPTIONS || Pcapng.padded(nextLength) > end - at - 4) {
      return false;
    }
    code = nextCode;
    length = nextLength;
    value = at + 4;
    at += 4 + Pcapng.padded(length);
    return true;
  }

  /** After the last option: where further ones belong. */
  int position() {
    return at;
  }

  /** True when, after the last option, an end mark or nothing follows. */
  boolean isWhole() {
    return at == end || end - at >= 4 && order.u16(data, at) == Pcapng.END_OF_OPTIONS;
  }

  byte[] data() {
    return data;
  }

  int code() {
    return code;
  }

  int length() {
    return length;
  }

  /** Index of the value's first byte. */
  int value() {
    return value;
  }

  /** The value as text, up to a zero if there is one. */
  String text() {
    return Texts.of(data, value, length);
  }
}
