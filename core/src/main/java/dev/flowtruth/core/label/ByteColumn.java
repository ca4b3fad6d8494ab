package dev.flowtruth.core.label;

import java.util.Arrays;

/** A growing column of bytes in chunks, so that growth copies nothing. Not thread-safe. */
final class ByteColumn {
  private static final int SHIFT = 14;
  private static final int MASK = (1 << SHIFT) - 1;

  private byte[][] chunks = new byte[4][];

  byte get(int row) {
    return chunks[row >>> SHIFT][row & MASK];
  }

  void set(int row, byte value) {
    int chunk = row >>> SHIFT;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1) + 1);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new byte[MASK + 1];
    }
    chunks[chunk][row & MASK] = value;
  }
}
