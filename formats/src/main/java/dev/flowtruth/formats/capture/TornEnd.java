package dev.flowtruth.formats.capture;

import org.jspecify.annotations.Nullable;

/** Where the last block of a file is cut off, as after a crash. No error: the rest is whole. */
final class TornEnd {
  private long offset = -1;
  private int bytes;

  /** Notes what is left of a block; gives the null that ends the blocks. */
  @Nullable Block at(long where, int left) {
    if (left > 0) {
      offset = where;
      bytes = left;
    }
    return null;
  }

  /** A sentence about it, null when the file ends where a block does. */
  @Nullable String sentence() {
    return offset < 0
        ? null
        : "the last block is cut off at offset "
            + offset
            + "; its "
            + bytes
            + " bytes are left out";
  }
}
