package dev.flowtruth.formats.flows;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The bytes of a flow file, unpacked where they are gzip or zstd. Not thread-safe. */
public final class FlowInput implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0x28b52ffd;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final InputStream stream;
  private final boolean packed;
  private byte[] ahead = {};

  private FlowInput(String name, InputStream stream, boolean packed) {
    this.name = name;
    this.stream = stream;
    this.packed = packed;
  }

  /**
   * Opens a file.
   *
   * @throws BadFlowFileException when there is none, or it is a directory
   */
  public static FlowInput open(Path file) throws IOException {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new BadFlowFileException(name, 0, null, "this is a directory; expected a flow file");
    }
    if (!Files.exists(file)) {
      throw new BadFlowFileException(name, 0, null, "there is no such file");
    }
    if (!Files.isReadable(file)) {
      throw new BadFlowFileException(name, 0, null, "you may not read this file");
    }
    return of(name, new FileInputStream(file.toFile()));
  }

  /** Takes a stream, such as stdin, and closes it at the end. */
  public static FlowInput of(String name, InputStream stream) throws IOException {
    PushbackInputStream in = new PushbackInputStream(stream, 4);
    byte[] magic = in.readNBytes(4);
    in.unread(magic);
    long bits = 0;
    for (byte value : magic) {
      bits = bits << 8 | value & 0xff;
    }
    if (magic.length == 4 && bits == ZSTD_MAGIC) {
      return new FlowInput(name, new ZstdInputStream(in), true);
    }
    return magic.length == 4 && bits >>> 16 == GZIP_MAGIC
        ? new FlowInput(name, new GZIPInputStream(new Unhurried(in), BUFFER), true)
        : new FlowInput(name, in, false);
  }

  /** The name that the user gave. */
  public String name() {
    return name;
  }

  /**
   * The first bytes, unpacked, or all when there are fewer. They are not taken: what reads next
   * begins with them.
   */
  public byte[] peek(int count) throws IOException {
    int known = ahead.length;
    if (known < count) {
      ahead = Arrays.copyOf(ahead, count);
      int got = 0;
      while (known < count && got >= 0) {
        got = readStream(ahead, known, count - known, 0);
        known += Math.max(got, 0);
      }
      ahead = Arrays.copyOf(ahead, known);
    }
    return Arrays.copyOf(ahead, Math.min(count, known));
  }

  /**
   * Reads as {@link InputStream#read(byte[], int, int)} does.
   *
   * @throws BadFlowFileException when compressed data is damaged
   */
  public int read(byte[] data, int from, int length) throws IOException {
    return read(data, from, length, 0);
  }

  /** Reads as {@link InputStream#read(byte[], int, int)} does; a line is for messages. */
  int read(byte[] data, int from, int length, long line) throws IOException {
    if (ahead.length == 0 || length == 0) {
      return readStream(data, from, length, line);
    }
    int count = Math.min(length, ahead.length);
    System.arraycopy(ahead, 0, data, from, count);
    ahead = Arrays.copyOfRange(ahead, count, ahead.length);
    return count;
  }

  private int readStream(byte[] data, int from, int length, long line) throws IOException {
    try {
      return stream.read(data, from, length);
    } catch (IOException e) {
      if (packed) {
        throw new BadFlowFileException(
            name, line, null, "the compressed data is damaged or cut off: " + e.getMessage());
      }
      throw new IOException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** True when a read would have to wait, as on a pipe that is fed slowly. */
  boolean pauses() throws IOException {
    return ahead.length == 0 && stream.available() <= 0;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /**
   * A stream that never says that nothing is there: the JDK's gzip reader takes that for the end of
   * the file between two members, also on a pipe that merely waits.
   */
  private static final class Unhurried extends FilterInputStream {
    Unhurried(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
