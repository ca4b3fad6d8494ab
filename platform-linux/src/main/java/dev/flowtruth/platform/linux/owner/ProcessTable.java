package dev.flowtruth.platform.linux.owner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The processes that were there at the last listing of /proc, by pid. */
final class ProcessTable {
  /** Passes in which a new process is read in full: what follows a fork follows soon. */
  private static final int FRESH_PASSES = 3;

  private final ProcTree tree;
  private final ProcessReader reader;
  private final DescriptorReader descriptors;
  private List<TrackedProcess> processes = new ArrayList<>();
  private int[] pids = new int[1024];
  private int count;

  ProcessTable(ProcTree tree, ProcessReader reader, DescriptorReader descriptors) {
    this.tree = tree;
    this.reader = reader;
    this.descriptors = descriptors;
  }

  /** In the order of their pids; never changed in place by an {@link #update}. */
  List<TrackedProcess> all() {
    return processes;
  }

  /** The process with this pid; null when it was not there at the last {@link #update}. */
  @Nullable TrackedProcess find(int pid) {
    int low = 0;
    int high = processes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (processes.get(middle).pid < pid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < processes.size() && processes.get(low).pid == pid ? processes.get(low) : null;
  }

  /** Lists /proc: reads what new processes hold, forgets those that ended. */
  void update(long nowNanos) {
    if (!listPids()) {
      return; // the tree says why; what was known is the best that there is
    }
    List<TrackedProcess> known = processes;
    List<TrackedProcess> present = new ArrayList<>(count);
    int next = 0;
    for (int i = 0; i < count; i++) {
      while (next < known.size() && known.get(next).pid < pids[i]) {
        descriptors.drop(known.get(next++));
      }
      boolean isKnown = next < known.size() && known.get(next).pid == pids[i];
      TrackedProcess before = isKnown ? known.get(next++) : null;
      if (before != null && !before.isGone) {
        present.add(before);
      } else {
        begin(pids[i], present);
      }
    }
    known.subList(next, known.size()).forEach(descriptors::drop);
    processes = present;
    readFresh(nowNanos);
  }

  private void begin(int pid, List<TrackedProcess> present) {
    ProcessStat stat = reader.stat(pid);
    if (stat == null) {
      descriptors.countVanished();
      return;
    }
    TrackedProcess process = new TrackedProcess(pid, stat);
    process.freshPasses = 1 + FRESH_PASSES;
    present.add(process);
  }

  private void readFresh(long nowNanos) {
    for (TrackedProcess process : processes) {
      if (process.freshPasses > 0 && !process.isKernelThread) {
        process.freshPasses--;
        // Counted before: what it opens from now on makes another number.
        process.count = tree.descriptorCount(process.pid, process.directory);
        descriptors.list(process, nowNanos);
      }
    }
  }

  private boolean listPids() {
    int directory = tree.openRoot();
    if (directory < 0) {
      return false;
    }
    count = 0;
    try {
      DirectoryEntries entries = tree.list(directory);
      for (; entries != null; entries = tree.list(directory)) {
        for (int pid = entries.next(); pid != DirectoryEntries.END; pid = entries.next()) {
          addPid(pid);
        }
      }
    } finally {
      tree.close(directory);
    }
    Arrays.sort(pids, 0, count); // /proc is sorted already, a recorded tree is not
    return true;
  }

  private void addPid(int pid) {
    if (count == pids.length) {
      pids = Arrays.copyOf(pids, 2 * count);
    }
    pids[count++] = pid;
  }

  /** Reads what those hold whose number of descriptors is another than at the last time. */
  void readChanged() {
    readChanged(process -> true);
  }

  /** The same of some. */
  void readChanged(Predicate<TrackedProcess> which) {
    for (TrackedProcess process : processes) {
      if (process.isGone || process.isKernelThread || !which.test(process)) {
        continue;
      }
      long now = tree.descriptorCount(process.pid, process.directory);
      if (now != process.count) {
        process.count = now;
        descriptors.list(process, DescriptorReader.UNKNOWN_ONLY);
      }
    }
  }

  /** As if all had been read in as many passes as a new process is read in full. */
  void endFreshness() {
    processes.forEach(process -> process.freshPasses = 0);
  }
}
