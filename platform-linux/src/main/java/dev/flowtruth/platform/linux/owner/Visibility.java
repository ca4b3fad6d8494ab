package dev.flowtruth.platform.linux.owner;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What of the processes can be seen at all, with this kernel and these rights. */
final class Visibility {
  /** {@code PROC_PID_INIT_INO} in {@code linux/proc_ns.h}. */
  private static final String INITIAL_NAMESPACE = "pid:[4026531836]";

  private static final int FIRST_PROCESS = 1;

  private final boolean isInnerNamespace;
  private final boolean areCountsTold;
  private boolean isBlind;
  private boolean isFirstHidden;

  Visibility(ProcTree tree) {
    isInnerNamespace = isInner(tree);
    areCountsTold = areCountsTold(tree);
    isBlind = isInnerNamespace;
  }

  /**
   * The first process's namespace is that of the tree; where it may not be read, our own has to do.
   * A recorded tree has neither, and counts as complete.
   */
  private static boolean isInner(ProcTree tree) {
    byte[] namespace = tree.link(FIRST_PROCESS, ProcTree.PID_NAMESPACE);
    if (namespace == null) {
      namespace = tree.ownLink(ProcTree.PID_NAMESPACE);
    }
    return namespace != null
        && !new String(namespace, StandardCharsets.US_ASCII).equals(INITIAL_NAMESPACE);
  }

  /** We have descriptors ourselves: a kernel that says we have none does not tell (before 6.2). */
  private static boolean areCountsTold(ProcTree tree) {
    FileAttributes own = tree.ownAttributes(ProcTree.DESCRIPTORS);
    return own != null && own.size() > 0;
  }

  /** True when the size of /proc/PID/fd is the number of descriptors. */
  boolean areCountsTold() {
    return areCountsTold;
  }

  /** Takes over what the last pass could read. */
  void update(List<TrackedProcess> processes) {
    isFirstHidden = isFirstHidden(processes);
    isBlind = isInnerNamespace || isFirstHidden || isAnyDenied(processes);
  }

  /** Mounted with hidepid, /proc lists only what we may read: then the first process is missing. */
  private static boolean isFirstHidden(List<TrackedProcess> processes) {
    return processes.isEmpty() || processes.get(0).pid != FIRST_PROCESS;
  }

  private static boolean isAnyDenied(List<TrackedProcess> processes) {
    for (TrackedProcess process : processes) {
      if (process.isDenied && !process.isGone) {
        return true;
      }
    }
    return false;
  }

  /** True when there are processes whose descriptors we cannot read. */
  boolean isBlind() {
    return isBlind;
  }

  /** True in a pid namespace within the machine's: who is outside of it is not listed. */
  boolean isInnerNamespace() {
    return isInnerNamespace;
  }

  /** True when the first process is not listed. */
  boolean isFirstHidden() {
    return isFirstHidden;
  }
}
