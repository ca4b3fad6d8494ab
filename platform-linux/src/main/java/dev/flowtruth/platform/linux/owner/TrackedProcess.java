package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import org.jspecify.annotations.Nullable;

/** A process that was listed, the sockets that it holds, and what is remembered to look again. */
final class TrackedProcess {
  final int pid;
  final ProcessId id;

  /** Never read: it has no descriptors. */
  final boolean isKernelThread;

  /** Where its descriptors are, below its own directory. */
  byte[] directory = ProcTree.DESCRIPTORS;

  /** Its descriptors of sockets by number, those in no socket table included. */
  final LongMap<Descriptor> descriptors = new LongMap<>();

  /** What it runs; null until it holds a socket that somebody asks for. */
  @Nullable ProcessRef ref;

  @Nullable Image image;

  /** The pass in which {@link #ref} was last compared with what it runs. */
  long checkedPass;

  /** It has brought a socket since then: it counts as a holder only once it was compared. */
  boolean isUnchecked;

  /** Descriptors at the last count. */
  long count = ProcTree.GONE;

  /** How often its descriptors were listed. */
  long listing;

  /** All its descriptors were read since then, monotonic ns. */
  long readNanos = Long.MIN_VALUE;

  /** When its descriptors were last listed, monotonic ns. */
  long listedNanos = Long.MIN_VALUE;

  /** When it last brought a socket that somebody asks for, monotonic ns. */
  long broughtNanos = Long.MIN_VALUE;

  /** It is new: passes in which its descriptors are still all read. */
  int freshPasses;

  /** Some of its descriptors could not be read at the last try. */
  boolean isDenied;

  boolean isGone;

  TrackedProcess(int pid, ProcessStat stat) {
    this.pid = pid;
    id = new ProcessId(pid, stat.startTicks());
    isKernelThread = stat.isKernelThread();
  }

  /** Takes over what it runs, and lets its sockets' holders be told anew if that is news. */
  void setImage(Image newImage, ProcessRef newRef) {
    image = newImage;
    if (!newRef.equals(ref)) {
      ref = newRef;
      descriptors.forEach(descriptor -> descriptor.socket.holdersChanged());
    }
  }
}
