package dev.flowtruth.core.label;

import java.util.Arrays;

/** A growing column of ints in chunks, so that growth copies nothing. Not thread-safe. */
final class IntColumn {
  private static final int SHIFT = 14;
  private static final int MASK = (1 << SHIFT) - 1;

  private int[][] chunks = new int[4][];

  int get(int row) {
    return chunks[row >>> SHIFT][row & MASK];
  }

  void set(int row, int value) {
    int chunk = row >>> SHIFT;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1) + 1);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new int[MASK + 1];
    }
    chunks[chunk][row & MASK] = value;
  }
}
