package dev.flowtruth.platform.linux.owner;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A process's short name as {@code /proc/PID/stat} writes it: at most 15 bytes, perhaps cut within
 * a character, with a line feed written as {@code \n} and a backslash as {@code \\}.
 */
final class Comm {
  /** {@code TASK_COMM_LEN} in {@code linux/sched.h}, without the NUL. */
  private static final int LONGEST = 15;

  private final byte[] escaped;

  Comm(byte[] escaped) {
    this.escaped = escaped;
  }

  /** As it stands in the file, which is also what psutil sees. */
  String escapedText() {
    return LenientText.of(escaped);
  }

  /** The name itself. */
  String text() {
    return LenientText.of(bytes());
  }

  /** True when it may have been cut. */
  boolean isFull() {
    return bytes().length >= LONGEST;
  }

  /** True when the name begins with all of it. */
  boolean isStartOf(byte[] name) {
    byte[] bytes = bytes();
    return name.length >= bytes.length
        && Arrays.equals(name, 0, bytes.length, bytes, 0, bytes.length);
  }

  private byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length);
    for (int i = 0; i < escaped.length; i++) {
      boolean isEscape = escaped[i] == '\\' && i + 1 < escaped.length;
      byte next = isEscape ? escaped[++i] : escaped[i];
      bytes.write(isEscape && next == 'n' ? '\n' : next);
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Comm comm && Arrays.equals(escaped, comm.escaped);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(escaped);
  }

  @Override
  public String toString() {
    return text();
  }
}
