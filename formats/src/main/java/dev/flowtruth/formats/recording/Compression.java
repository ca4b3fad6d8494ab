package dev.flowtruth.formats.recording;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How the bytes of a file that we write are packed. What was flushed can be read without the end.
 */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER = 1 << 16;

  /** The one that a file name asks for: {@code .gz}, {@code .zst}, or none. */
  public static Compression ofFileName(String name) {
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    return name.endsWith(".zst") ? ZSTD : NONE;
  }

  /** A stream whose bytes reach the other packed; closing it ends and closes the other. */
  public OutputStream pack(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER, true);
      case ZSTD -> new ZstdOutputStream(out).setCloseFrameOnFlush(false);
    };
  }

  /** The plain bytes of a stream, whose packing is found out by its first bytes. */
  static InputStream unpack(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(4);
    byte[] magic = buffered.readNBytes(4);
    buffered.reset();
    return switch (ofMagic(magic)) {
      case NONE -> buffered;
      case GZIP -> new GZIPInputStream(buffered, BUFFER);
      case ZSTD -> new ZstdInputStream(buffered).setContinuous(true);
    };
  }

  /** RFC 1952 section 2.3.1 and RFC 8878 section 3.1.1. */
  private static Compression ofMagic(byte[] magic) {
    if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
      return GZIP;
    }
    boolean zstd =
        magic.length == 4
            && magic[0] == 0x28
            && magic[1] == (byte) 0xb5
            && magic[2] == 0x2f
            && magic[3] == (byte) 0xfd;
    return zstd ? ZSTD : NONE;
  }
}
