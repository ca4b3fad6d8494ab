package dev.flowtruth.formats.capture;

import dev.flowtruth.formats.flows.FlowInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a capture, and how many were taken. Not thread-safe. */
final class CaptureInput {
  /** No block that anybody writes is longer; what says so is damaged. */
  static final int LONGEST = 64 << 20;

  private static final int BUFFER = 1 << 18;

  private final FlowInput input;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long taken;
  private boolean ended;

  CaptureInput(FlowInput input) {
    this.input = input;
  }

  String name() {
    return input.name();
  }

  /** Offset in the unpacked file of what comes next. */
  long offset() {
    return taken;
  }

  /** How many bytes are left when the end is near; with {@link #has} it tells what is cut off. */
  int left() {
    return to - from;
  }

  /** True when so many bytes are still there. They are not taken. */
  boolean has(int count) throws IOException {
    while (to - from < count && !ended) {
      fill(count);
    }
    return to - from >= count;
  }

  private void fill(int wanted) throws IOException {
    if (from > 0 && to == buffer.length) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) { // grows as bytes come, so that a false length costs nothing
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, wanted + (long) BUFFER));
    }
    int count = input.read(buffer, to, buffer.length - to);
    ended = count < 0;
    to += Math.max(count, 0);
  }

  /** The buffer in which {@link #at} counts; good until the next call that reads. */
  byte[] buffer() {
    return buffer;
  }

  /** Index of the next byte. */
  int at() {
    return from;
  }

  /** Takes so many bytes, which {@link #has} has said are there. */
  byte[] take(int count) {
    byte[] bytes = Arrays.copyOfRange(buffer, from, from + count);
    skip(count);
    return bytes;
  }

  /** Takes bytes into an array. */
  void take(byte[] target, int at, int count) {
    System.arraycopy(buffer, from, target, at, count);
    skip(count);
  }

  void skip(int count) {
    from += count;
    taken += count;
  }

  BadCaptureException bad(long offset, String problem) {
    return new BadCaptureException(name(), offset, problem);
  }

  /** What is wrong with a length; null when nothing is. */
  static @Nullable String tooLong(long length) {
    return length > LONGEST ? length + " bytes; expected at most " + LONGEST : null;
  }
}
