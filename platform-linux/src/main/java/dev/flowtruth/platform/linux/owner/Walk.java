package dev.flowtruth.platform.linux.owner;

import java.util.List;

/**
 * The full walk over all descriptors of all processes, a share of it at each pass. It finds what
 * nothing pointed to: a socket that was passed, or took the number of one that was closed.
 */
final class Walk {
  private final DescriptorReader descriptors;
  private long startNanos;
  private int lastPid;
  private boolean isComplete = true;
  private boolean wasAllReadable;
  private boolean couldReadAll;
  private long searchStartNanos = Long.MIN_VALUE;

  Walk(DescriptorReader descriptors) {
    this.descriptors = descriptors;
  }

  /** When the last walk that is over began. */
  long searchStartNanos() {
    return searchStartNanos;
  }

  /** True when that walk could read every process. */
  boolean couldReadAll() {
    return couldReadAll;
  }

  /** All of it, whatever was walked before. */
  void full(List<TrackedProcess> processes, long nowNanos) {
    begin(nowNanos);
    share(processes, processes.size() + 1, nowNanos);
  }

  /** So many processes more. */
  void share(List<TrackedProcess> processes, int most, long nowNanos) {
    if (isComplete) {
      begin(nowNanos);
    }
    int at = firstAbove(processes, lastPid);
    int end = (int) Math.min(processes.size(), (long) at + most);
    for (; at < end; at++) {
      visit(processes.get(at));
    }
    isComplete = at == processes.size();
    if (isComplete) {
      searchStartNanos = startNanos;
      couldReadAll = wasAllReadable;
    }
  }

  private void begin(long nowNanos) {
    startNanos = nowNanos;
    lastPid = 0;
    isComplete = false;
    wasAllReadable = true;
  }

  private void visit(TrackedProcess process) {
    lastPid = process.pid;
    if (process.isGone || process.isKernelThread) {
      return;
    }
    if (process.readNanos < startNanos) {
      descriptors.list(process, startNanos);
    }
    wasAllReadable &= !process.isDenied;
  }

  private static int firstAbove(List<TrackedProcess> processes, int pid) {
    int low = 0;
    int high = processes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (processes.get(middle).pid <= pid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
