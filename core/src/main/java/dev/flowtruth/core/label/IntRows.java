package dev.flowtruth.core.label;

import java.util.Arrays;

/**
 * Rows of a fixed number of ints, one after the other in chunks: a row's fields share one or two
 * cache lines, and growth copies nothing. Not thread-safe while rows are written.
 */
final class IntRows {
  private static final int SHIFT = 12;
  private static final int MASK = (1 << SHIFT) - 1;

  private final int width;
  private int[][] chunks = new int[4][];

  /** Rows of {@code width} ints. */
  IntRows(int width) {
    this.width = width;
  }

  int get(int row, int field) {
    return chunks[row >>> SHIFT][(row & MASK) * width + field];
  }

  void set(int row, int field, int value) {
    chunkOf(row)[(row & MASK) * width + field] = value;
  }

  /** The long in this field and the next. */
  long getLong(int row, int field) {
    int[] chunk = chunks[row >>> SHIFT];
    int at = (row & MASK) * width + field;
    return (long) chunk[at] << 32 | (chunk[at + 1] & 0xffff_ffffL);
  }

  void setLong(int row, int field, long value) {
    set(row, field, (int) (value >>> 32));
    set(row, field + 1, (int) value);
  }

  private int[] chunkOf(int row) {
    int chunk = row >>> SHIFT;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1) + 1);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new int[width << SHIFT];
    }
    return chunks[chunk];
  }
}
