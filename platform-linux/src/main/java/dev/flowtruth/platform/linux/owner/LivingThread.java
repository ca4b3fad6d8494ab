package dev.flowtruth.platform.linux.owner;

import org.jspecify.annotations.Nullable;

/**
 * Where the descriptors of a process are read whose first thread has ended while others live on:
 * /proc/PID/fd is empty then, and each living thread's own directory has what they share.
 */
final class LivingThread {
  private static final byte[] THREADS = ProcPath.file("task");

  private LivingThread() {}

  /** The descriptors' directory of another thread; null when the first one lives, or none does. */
  static byte @Nullable [] descriptors(ProcTree tree, ProcessReader reader, int pid) {
    ProcessStat stat = reader.stat(pid);
    if (stat == null || !stat.isLeaderGone()) {
      return null;
    }
    int directory = tree.open(pid, THREADS);
    if (directory < 0) {
      return null;
    }
    try {
      return firstOther(tree, directory, pid);
    } finally {
      tree.close(directory);
    }
  }

  private static byte @Nullable [] firstOther(ProcTree tree, int directory, int pid) {
    DirectoryEntries entries = tree.list(directory);
    int thread = entries == null ? DirectoryEntries.END : entries.next();
    while (entries != null && thread == pid) {
      thread = entries.next();
    }
    return thread == DirectoryEntries.END ? null : ProcPath.file("task/" + thread + "/fd");
  }
}
