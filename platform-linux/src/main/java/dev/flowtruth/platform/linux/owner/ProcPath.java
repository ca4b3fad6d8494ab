package dev.flowtruth.platform.linux.owner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the short paths below /proc as C strings into one buffer. Each call overwrites it. */
final class ProcPath {
  private static final int LONGEST_NAME = 32;
  private static final byte[] SELF = "self".getBytes(StandardCharsets.US_ASCII);

  private final NativeBuffer buffer = new NativeBuffer(2 * 20 + LONGEST_NAME);
  private final ByteBuffer bytes = buffer.bytes();
  private int length;

  /** A file of a process, as {@link #of(int, byte[])} takes it. */
  static byte[] file(String name) {
    return ("/" + name).getBytes(StandardCharsets.US_ASCII);
  }

  /** The directory itself. */
  long here() {
    length = 0;
    bytes.put(length++, (byte) '.');
    return end();
  }

  /** {@code self/fd} */
  long own(byte[] file) {
    length = 0;
    append(SELF);
    append(file);
    return end();
  }

  /** {@code 7} */
  long of(int number) {
    length = 0;
    append(number);
    return end();
  }

  /** {@code 4711/fd} */
  long of(int pid, byte[] file) {
    length = 0;
    append(pid);
    append(file);
    return end();
  }

  /** {@code 4711/fd/7} */
  long of(int pid, byte[] directory, int number) {
    length = 0;
    append(pid);
    append(directory);
    bytes.put(length++, (byte) '/');
    append(number);
    return end();
  }

  private void append(byte[] text) {
    for (byte one : text) {
      bytes.put(length++, one);
    }
  }

  private void append(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    length += digits;
    int rest = number;
    for (int at = length - 1; at >= length - digits; at--) {
      bytes.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  private long end() {
    bytes.put(length, (byte) 0);
    return buffer.address();
  }
}
