package dev.flowtruth.formats.flows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A growing array of bytes that output is collected in. Not thread-safe. */
public final class ByteSink {
  private byte[] data;
  private int size;

  /** An empty one with room for so many bytes. */
  public ByteSink(int capacity) {
    data = new byte[capacity];
  }

  public void put(byte value) {
    ensure(1);
    data[size++] = value;
  }

  public void put(byte[] bytes) {
    put(bytes, 0, bytes.length);
  }

  /** Appends {@code bytes[from, to)}. */
  public void put(byte[] bytes, int from, int to) {
    int length = to - from;
    ensure(length);
    System.arraycopy(bytes, from, data, size, length);
    size += length;
  }

  public int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(data, size);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(data, 0, size);
  }

  private void ensure(int more) {
    if (more > data.length - size) {
      data = Arrays.copyOf(data, Math.max(Math.addExact(size, more), data.length * 2));
    }
  }
}
