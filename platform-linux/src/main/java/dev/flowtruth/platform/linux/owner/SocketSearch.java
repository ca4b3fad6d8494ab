package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Finds who holds one socket, at once: a packet has just told of it, and it may be closed within a
 * millisecond. It looks where a new socket most likely is and stops as soon as somebody holds it,
 * so it may name one holder where there are several; {@link SocketOwners} finds the others.
 *
 * <p>It has its own knowledge of processes and descriptors, beside that of the walk, because a pass
 * of the walk takes longer than some sockets live. One thread.
 */
public final class SocketSearch implements AutoCloseable {
  private static final int RECENT_PROCESSES = 8;

  /** So many descriptors are listed at once; of those who have more, it takes a millisecond. */
  private static final int FEW = 128;

  private final LongSupplier clock;
  private final ProcTree tree;
  private final SocketTable sockets = new SocketTable();
  private final RecentDescriptors recent = new RecentDescriptors();
  private final DescriptorReader descriptors;
  private final ProcessTable processes;
  private final boolean areCountsTold;

  /**
   * A holder.
   *
   * @param process who
   * @param descriptor its number of the socket
   * @param readNanos monotonic ns just before the descriptor was read
   */
  public record Found(ProcessRef process, int descriptor, long readNanos) {}

  /**
   * Opens the tree of processes; see {@link SocketOwners}.
   *
   * @throws java.io.UncheckedIOException when the root cannot be opened
   */
  public SocketSearch(Path procRoot, boolean commandLines, boolean hashes) {
    clock = System::nanoTime;
    tree = new ProcTree(procRoot);
    ProcessReader reader = new ProcessReader(procRoot, tree, commandLines, hashes);
    ProcessImages images = new ProcessImages(reader);
    descriptors = new DescriptorReader(tree, sockets, images, recent, clock);
    processes = new ProcessTable(tree, reader, descriptors);
    areCountsTold = new Visibility(tree).areCountsTold();
  }

  /** Reads every process once: from then on a change can be told. */
  public void begin() {
    processes.update(clock.getAsLong());
    processes.endFreshness();
  }

  /** Looks where sockets were lately: some µs a place, a tenth of a millisecond at the most. */
  public List<Found> likely(long inode) {
    TrackedSocket socket = want(inode);
    if (!isHeld(socket)) {
      readPlaces(socket);
    }
    if (!isHeld(socket)) {
      listRecent(socket, process -> process.count <= FEW, clock.getAsLong());
    }
    return done(socket);
  }

  /**
   * Looks at those who opened or closed something, and at new processes: some µs for each process
   * that there is. Begins with those who have sockets.
   */
  public List<Found> wide(long inode) {
    TrackedSocket socket = want(inode);
    if (!isHeld(socket)) {
      readChanged(process -> process.descriptors.size() > 0);
    }
    if (!isHeld(socket)) {
      processes.update(clock.getAsLong());
    }
    if (!isHeld(socket)) {
      readChanged(process -> process.descriptors.size() == 0);
    }
    if (!isHeld(socket)) {
      listRecent(socket, process -> process.count > FEW, DescriptorReader.UNKNOWN_ONLY);
    }
    return done(socket);
  }

  private void readChanged(Predicate<TrackedProcess> which) {
    if (areCountsTold) {
      processes.readChanged(which);
    }
  }

  /** As if the tables had it: whoever brings it is compared with what he runs. */
  private TrackedSocket want(long inode) {
    TrackedSocket socket = sockets.get(inode);
    socket.isListed = true;
    for (Descriptor known : List.copyOf(socket.descriptors)) {
      known.process.isUnchecked = true;
      descriptors.read(known.process, known.number);
    }
    return socket;
  }

  private static boolean isHeld(TrackedSocket socket) {
    return !socket.holders().isEmpty();
  }

  private void readPlaces(TrackedSocket socket) {
    List<RecentDescriptors.Place> places = recent.places();
    for (RecentDescriptors.Place place : places) {
      descriptors.read(place.process(), place.number());
      if (isHeld(socket)) {
        return;
      }
    }
    // Whoever keeps what he opens gets the next number.
    for (RecentDescriptors.Place place : places) {
      int next = place.number() + 1;
      if (place.process().descriptors.get(next) == null) {
        descriptors.read(place.process(), next);
        if (isHeld(socket)) {
          return;
        }
      }
    }
  }

  /** A number may stand for another socket by now: what was read before that time is read anew. */
  private void listRecent(TrackedSocket socket, Predicate<TrackedProcess> which, long sinceNanos) {
    for (TrackedProcess process : recent.processes(RECENT_PROCESSES)) {
      if (which.test(process)) {
        descriptors.list(process, sinceNanos);
        if (isHeld(socket)) {
          return;
        }
      }
    }
  }

  private List<Found> done(TrackedSocket socket) {
    List<Found> found = new ArrayList<>(1);
    for (Descriptor descriptor : socket.descriptors) {
      ProcessRef ref = descriptor.process.ref;
      if (ref != null) {
        found.add(new Found(ref, descriptor.number, descriptor.readNanos));
      }
    }
    socket.isListed = false;
    sockets.forgetUnused(socket);
    return found;
  }

  @Override
  public void close() {
    tree.close();
  }
}
