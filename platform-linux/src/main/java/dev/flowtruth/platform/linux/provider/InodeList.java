package dev.flowtruth.platform.linux.provider;

import java.util.Arrays;
import java.util.function.LongPredicate;

/** A growing list of inode numbers that is used again for each look. */
final class InodeList {
  private long[] inodes = new long[1024];
  private int count;

  void clear() {
    count = 0;
  }

  void addUnlessZero(long inode) {
    if (inode == 0) {
      return;
    }
    if (count == inodes.length) {
      inodes = Arrays.copyOf(inodes, 2 * count);
    }
    inodes[count++] = inode;
  }

  /** Drops all others. */
  void retain(LongPredicate wanted) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (wanted.test(inodes[i])) {
        inodes[kept++] = inodes[i];
      }
    }
    count = kept;
  }

  /** The array itself: the first {@link #count} are valid until the next {@link #clear}. */
  long[] array() {
    return inodes;
  }

  int count() {
    return count;
  }
}
