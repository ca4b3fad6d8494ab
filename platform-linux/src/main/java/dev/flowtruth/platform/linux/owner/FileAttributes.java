package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.platform.linux.calls.FileCalls;
import java.nio.ByteBuffer;

/**
 * What statx(2) tells of a file. Read into one buffer again and again.
 *
 * <p>Layout of {@code struct statx} ({@code linux/stat.h}): stx_ino u64 at 32, stx_size u64 at 40,
 * stx_mtime at 112 (s64 seconds, u32 nanoseconds), stx_dev_major u32 at 136, stx_dev_minor u32 at
 * 140; 256 bytes in all.
 */
final class FileAttributes {
  private static final int BASIC_STATS = 0x7ff;
  private static final int INODE = 32;
  private static final int SIZE = 40;
  private static final int MODIFIED_SECONDS = 112;
  private static final int MODIFIED_NANOS = 120;
  private static final int DEVICE = 136;

  private final NativeBuffer buffer = new NativeBuffer(256);
  private final ByteBuffer bytes = buffer.bytes();

  /** Links are followed. False when it cannot be read. */
  boolean read(int directory, long path) {
    return FileCalls.statx(directory, path, 0, BASIC_STATS, buffer.address()) == 0;
  }

  long size() {
    return bytes.getLong(SIZE);
  }

  /** Which version of which file. */
  FileVersion version() {
    return new FileVersion(
        bytes.getLong(DEVICE),
        bytes.getLong(INODE),
        size(),
        bytes.getLong(MODIFIED_SECONDS),
        bytes.getInt(MODIFIED_NANOS));
  }

  /** A file's identity and the time of its last change. */
  record FileVersion(long device, long inode, long size, long seconds, int nanos) {}
}
