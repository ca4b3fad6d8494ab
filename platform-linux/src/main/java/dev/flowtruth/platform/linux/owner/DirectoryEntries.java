package dev.flowtruth.platform.linux.owner;

import java.nio.ByteBuffer;

/**
 * Decodes what getdents64(2) wrote, and gives those names that are numbers: pids and descriptors.
 *
 * <p>Layout of {@code struct linux_dirent64} ({@code linux/dirent.h}): d_ino u64 at 0, d_off s64 at
 * 8, d_reclen u16 at 16, d_type u8 at 18, d_name at 19, ended by NUL.
 */
final class DirectoryEntries {
  /** There is no further number. */
  static final int END = -1;

  private static final int RECORD_LENGTH = 16;
  private static final int NAME = 19;

  private final ByteBuffer bytes;
  private int at;
  private int end;

  DirectoryEntries(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Begins anew with this many bytes. */
  void reset(int length) {
    at = 0;
    end = length;
  }

  /** The next name that is a number, {@link #END} after the last. */
  int next() {
    while (at + NAME < end) {
      int record = at;
      int length = Short.toUnsignedInt(bytes.getShort(record + RECORD_LENGTH));
      at = length <= NAME || length > end - record ? end : record + length;
      int number = number(record + NAME, at);
      if (number >= 0) {
        return number;
      }
    }
    return END;
  }

  private int number(int from, int to) {
    long value = 0;
    int index = from;
    for (; index < to && bytes.get(index) != 0; index++) {
      int digit = bytes.get(index) - '0';
      if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE) {
        return END;
      }
      value = value * 10 + digit;
    }
    return index == from || value > Integer.MAX_VALUE ? END : (int) value;
  }
}
