package dev.flowtruth.formats.recording;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, one at a time in a buffer that is used again. A packed stream
 * that breaks off in the middle ends there.
 */
final class LineSource implements Closeable {
  /** In bytes. Longer lines are refused before they are in memory as a whole. */
  static final int LONGEST = 16 << 20;

  private final String file;
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private int limit;
  private boolean ended;
  private boolean terminated;
  private long number;

  LineSource(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Goes to the next line; false when there is none. */
  boolean next() throws IOException {
    start = number == 0 ? 0 : Math.min(limit, end + 1);
    int from = start;
    while (true) {
      for (end = from; end < limit; end++) {
        if (buffer[end] == '\n') {
          return found(true);
        }
      }
      from = limit - start;
      if (!fill()) {
        end = limit;
        return end > start && found(false);
      }
      from += start;
    }
  }

  private boolean found(boolean whole) {
    terminated = whole;
    number++;
    return true;
  }

  /** Reads more; afterwards the line begins where {@link #start} says. */
  private boolean fill() throws IOException {
    if (limit - start >= LONGEST) {
      throw new BadRecordingException(
          file, number + 1, null, "a line of a recording has at most 16 MiB, this one has more");
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      limit -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * limit, LONGEST + 1));
    }
    int count = ended ? -1 : read();
    limit += Math.max(0, count);
    ended = count < 0;
    return !ended;
  }

  private int read() throws IOException {
    try {
      return in.read(buffer, limit, buffer.length - limit);
    } catch (EOFException e) {
      return -1;
    } catch (IOException e) {
      String words = "cannot be read further: " + Trouble.words(e);
      throw new BadRecordingException(file, number + 1, null, words);
    }
  }

  /** True when the line ends as a line does, false for what a crash left. */
  boolean isTerminated() {
    return terminated;
  }

  /** Of this line, from 1. */
  long number() {
    return number;
  }

  byte[] bytes() {
    return buffer;
  }

  int offset() {
    return start;
  }

  int length() {
    return end - start;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
