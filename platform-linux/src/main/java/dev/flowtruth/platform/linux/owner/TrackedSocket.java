package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A socket and the descriptors of it that are known. */
final class TrackedSocket {
  final long inode;
  final List<Descriptor> descriptors = new ArrayList<>(1);

  /** It is in the tables of the current pass. */
  boolean isListed;

  long listedPass;

  /** When the tables first brought it, monotonic ns. */
  long firstSightNanos;

  /** Since when it is in the tables without a holder, monotonic ns. */
  long orphanNanos;

  /** It was still there after every process that may be read had been searched in vain. */
  boolean isSearched;

  private List<ProcessRef> holders = List.of();
  private boolean isStale;

  TrackedSocket(long inode) {
    this.inode = inode;
  }

  void add(Descriptor descriptor) {
    descriptors.add(descriptor);
    isSearched = false;
    holdersChanged();
  }

  void remove(Descriptor descriptor) {
    descriptors.remove(descriptor);
    holdersChanged();
  }

  void holdersChanged() {
    isStale = true;
  }

  /** In the order in which they were found; the same list while they are the same. */
  List<ProcessRef> holders() {
    if (isStale) {
      isStale = false;
      Set<ProcessRef> found = new LinkedHashSet<>();
      for (Descriptor descriptor : descriptors) {
        ProcessRef ref = descriptor.process.ref;
        if (ref != null) {
          found.add(ref);
        }
      }
      List<ProcessRef> now = List.copyOf(found);
      holders = now.equals(holders) ? holders : now;
    }
    return holders;
  }

  /** When a holder's descriptor was last read; {@link Long#MIN_VALUE} when he holds none. */
  long lastReadNanos(ProcessId holder) {
    long last = Long.MIN_VALUE;
    for (Descriptor descriptor : descriptors) {
      if (descriptor.process.id.equals(holder)) {
        last = Math.max(last, descriptor.readNanos);
      }
    }
    return last;
  }
}
