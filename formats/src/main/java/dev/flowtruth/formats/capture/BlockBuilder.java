package dev.flowtruth.formats.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts a block together, or a list of options. Not thread-safe. */
final class BlockBuilder {
  /** An option's length has 16 bits. */
  private static final int LONGEST_OPTION = 0xffff;

  private final Endian order;
  private byte[] data = new byte[64];
  private int length;

  /** Options alone, or the inside of something. */
  BlockBuilder(Endian order) {
    this.order = order;
  }

  /** A block; its lengths are filled in by {@link #build}. */
  BlockBuilder(Endian order, int type) {
    this(order);
    add32(type).add32(0);
  }

  private int room(int count) {
    int at = length;
    length += count;
    if (length > data.length) {
      data = Arrays.copyOf(data, Math.max(length, 2 * data.length));
    }
    return at;
  }

  BlockBuilder add16(int value) {
    int at = room(2);
    order.put16(data, at, value);
    return this;
  }

  BlockBuilder add32(int value) {
    int at = room(4);
    order.put32(data, at, value);
    return this;
  }

  BlockBuilder add64(long value) {
    int at = room(8);
    order.put64(data, at, value);
    return this;
  }

  BlockBuilder add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  BlockBuilder add(byte[] bytes, int from, int to) {
    int at = room(to - from);
    System.arraycopy(bytes, from, data, at, to - from);
    return this;
  }

  private BlockBuilder pad() {
    room(Pcapng.padded(length) - length);
    return this;
  }

  BlockBuilder option(int code, byte[] value) {
    int size = Math.min(value.length, LONGEST_OPTION);
    return add16(code).add16(size).add(value, 0, size).pad();
  }

  BlockBuilder option(int code, String value) {
    return option(code, value.getBytes(StandardCharsets.UTF_8));
  }

  BlockBuilder option32(int code, int value) {
    return add16(code).add16(4).add32(value);
  }

  BlockBuilder endOptions() {
    return add32(0);
  }

  /** What was put together so far. */
  byte[] bytes() {
    return Arrays.copyOf(data, length);
  }

  /** The block, its two lengths filled in. */
  byte[] build() {
    pad();
    int total = length + 4;
    order.put32(data, 4, total);
    return add32(total).bytes();
  }
}
