package dev.flowtruth.platform.linux.owner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptors, and keeps processes and sockets true to what was read. A process is compared
 * with its identity after each reading that brought a socket: only then is it the holder.
 *
 * <p>Only the table that a process's threads share is read: a thread that made one of its own
 * (unshare(2) with CLONE_FILES), which hardly any program does, is not looked at.
 */
final class DescriptorReader {
  /** Reads only numbers that are not known as sockets. */
  static final long UNKNOWN_ONLY = Long.MIN_VALUE;

  private final ProcTree tree;
  private final SocketTable sockets;
  private final ProcessImages images;
  private final RecentDescriptors recent;
  private final LongSupplier clock;
  private long vanished;

  DescriptorReader(
      ProcTree tree,
      SocketTable sockets,
      ProcessImages images,
      RecentDescriptors recent,
      LongSupplier clock) {
    this.tree = tree;
    this.sockets = sockets;
    this.images = images;
    this.recent = recent;
    this.clock = clock;
  }

  void beginPass() {
    vanished = 0;
  }

  /** Processes that ended while they were read, in this pass. */
  long vanished() {
    return vanished;
  }

  void countVanished() {
    vanished++;
  }

  /** Looks what a descriptor is now. */
  void read(TrackedProcess process, int number) {
    if (!process.isGone) {
      long nanos = clock.getAsLong();
      settle(process, number, tree.socket(process.pid, process.directory, number), nanos);
      confirm(process);
    }
  }

  /**
   * Lists a process's descriptors and reads them, except for sockets that were read since then.
   *
   * @param sinceNanos {@link #UNKNOWN_ONLY}, or a time before which readings do not count
   */
  void list(TrackedProcess process, long sinceNanos) {
    int directory = open(process);
    process.isDenied = directory == ProcTree.DENIED;
    if (directory == ProcTree.GONE) {
      vanish(process);
    }
    if (directory < 0) {
      return;
    }
    int entries = listAndClose(process, directory, sinceNanos);
    if (entries == 0 && moveToLivingThread(process)) {
      list(process, sinceNanos);
      return;
    }
    process.readNanos = Math.max(process.readNanos, sinceNanos);
    confirm(process);
  }

  private int open(TrackedProcess process) {
    int directory = tree.open(process.pid, process.directory);
    if (directory == ProcTree.GONE && process.directory != ProcTree.DESCRIPTORS) {
      process.directory = ProcTree.DESCRIPTORS; // the thread has ended, perhaps not the process
      directory = tree.open(process.pid, process.directory);
    }
    return directory;
  }

  private boolean moveToLivingThread(TrackedProcess process) {
    byte[] living = LivingThread.descriptors(tree, images.reader(), process.pid);
    if (living == null || Arrays.equals(living, process.directory)) {
      return false;
    }
    process.directory = living;
    return true;
  }

  private int listAndClose(TrackedProcess process, int directory, long sinceNanos) {
    try {
      return list(process, directory, sinceNanos);
    } finally {
      tree.close(directory);
    }
  }

  /** How many descriptors there were. */
  private int list(TrackedProcess process, int directory, long sinceNanos) {
    process.listing++;
    process.listedNanos = clock.getAsLong();
    int known = 0;
    int all = 0;
    DirectoryEntries entries = tree.list(directory);
    for (; entries != null; entries = tree.list(directory)) {
      int number = entries.next();
      for (; number != DirectoryEntries.END; number = entries.next()) {
        all++;
        Descriptor descriptor = process.descriptors.get(number);
        if (descriptor == null || descriptor.readNanos < sinceNanos) {
          long nanos = clock.getAsLong();
          descriptor = settle(process, number, tree.socketIn(directory, number), nanos);
        }
        if (descriptor != null) {
          descriptor.listing = process.listing;
          known++;
        }
      }
    }
    if (known < process.descriptors.size()) {
      forgetUnlisted(process);
    }
    return all;
  }

  private void forgetUnlisted(TrackedProcess process) {
    List<Descriptor> closed = new ArrayList<>();
    process.descriptors.forEach(
        descriptor -> {
          if (descriptor.listing != process.listing) {
            closed.add(descriptor);
          }
        });
    closed.forEach(this::forget);
  }

  /** Takes over what was read; the descriptor if it is a socket's. */
  private @Nullable Descriptor settle(TrackedProcess process, int number, long inode, long nanos) {
    Descriptor known = process.descriptors.get(number);
    if (inode == ProcTree.DENIED) {
      process.isDenied = true;
      return known;
    }
    if (known != null && known.socket.inode == inode) {
      known.readNanos = nanos;
      return known;
    }
    if (known != null) {
      forget(known);
    }
    return inode > 0 ? add(process, number, inode, nanos) : null;
  }

  private Descriptor add(TrackedProcess process, int number, long inode, long nanos) {
    TrackedSocket socket = sockets.get(inode);
    Descriptor descriptor = new Descriptor(process, number, socket);
    descriptor.readNanos = nanos;
    process.descriptors.put(number, descriptor);
    socket.add(descriptor);
    if (socket.isListed) {
      process.isUnchecked = true;
      process.broughtNanos = nanos;
      recent.add(process, number);
    }
    return descriptor;
  }

  private void forget(Descriptor descriptor) {
    descriptor.process.descriptors.remove(descriptor.number);
    TrackedSocket socket = descriptor.socket;
    socket.remove(descriptor);
    if (socket.descriptors.isEmpty()) {
      socket.orphanNanos = clock.getAsLong();
      sockets.lostHolders(socket);
    }
  }

  private void confirm(TrackedProcess process) {
    if (process.isUnchecked) {
      check(process);
    }
  }

  /** Compares what is told of a process with what it is now. */
  void check(TrackedProcess process) {
    if (!process.isGone && !images.check(process)) {
      vanish(process);
    }
  }

  private void vanish(TrackedProcess process) {
    vanished++;
    drop(process);
  }

  /** It has ended: it holds nothing any more. */
  void drop(TrackedProcess process) {
    process.isGone = true;
    List<Descriptor> held = new ArrayList<>(process.descriptors.size());
    process.descriptors.forEach(held::add);
    held.forEach(this::forget);
  }
}
