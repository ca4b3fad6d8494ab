package dev.flowtruth.platform.linux.owner;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All sockets that are in the tables, or of which a descriptor is known. */
final class SocketTable {
  private final LongMap<TrackedSocket> byInode = new LongMap<>();
  private final List<TrackedSocket> listed = new ArrayList<>();
  private final List<TrackedSocket> appeared = new ArrayList<>();
  private final List<TrackedSocket> disappeared = new ArrayList<>();
  private final List<TrackedSocket> orphaned = new ArrayList<>();

  /**
   * Takes over which sockets are in the tables now. Those that have had no holder since before the
   * last complete search are marked as searched for, as they were there after its end.
   *
   * @param searchStartNanos when the last complete search of an earlier pass began
   */
  void list(long[] inodes, int count, long pass, long nowNanos, long searchStartNanos) {
    appeared.clear();
    disappeared.clear();
    int present = 0;
    for (int i = 0; i < count; i++) {
      if (inodes[i] == 0) {
        continue; // a socket without a file: in TIME_WAIT, orphaned, or not accepted yet
      }
      TrackedSocket socket = get(inodes[i]);
      if (!socket.isListed) {
        appear(socket, nowNanos);
      }
      present += socket.listedPass == pass ? 0 : 1;
      socket.listedPass = pass;
      if (socket.descriptors.isEmpty() && socket.orphanNanos <= searchStartNanos) {
        socket.isSearched = true;
      }
    }
    if (present < listed.size()) {
      removeOthers(pass);
    }
  }

  private void appear(TrackedSocket socket, long nowNanos) {
    socket.isListed = true;
    socket.firstSightNanos = nowNanos;
    socket.orphanNanos = nowNanos;
    socket.isSearched = false;
    socket.descriptors.forEach(descriptor -> descriptor.process.isUnchecked = true);
    listed.add(socket);
    appeared.add(socket);
  }

  private void removeOthers(long pass) {
    int kept = 0;
    for (TrackedSocket socket : listed) {
      if (socket.listedPass == pass) {
        listed.set(kept++, socket);
      } else {
        socket.isListed = false;
        disappeared.add(socket);
        forgetUnused(socket);
      }
    }
    listed.subList(kept, listed.size()).clear();
  }

  @Nullable TrackedSocket find(long inode) {
    return byInode.get(inode);
  }

  /** Makes it when it is not known. */
  TrackedSocket get(long inode) {
    TrackedSocket known = byInode.get(inode);
    if (known != null) {
      return known;
    }
    TrackedSocket socket = new TrackedSocket(inode);
    byInode.put(inode, socket);
    return socket;
  }

  /** Nobody is known to hold it any more. */
  void lostHolders(TrackedSocket socket) {
    if (socket.isListed) {
      orphaned.add(socket);
    }
    forgetUnused(socket);
  }

  /** Hands over those in the tables whose last holder let go since the last call. */
  void takeOrphaned(List<TrackedSocket> into) {
    into.addAll(orphaned);
    orphaned.clear();
  }

  /** Drops it when neither a table nor a descriptor has it. */
  void forgetUnused(TrackedSocket socket) {
    if (!socket.isListed && socket.descriptors.isEmpty()) {
      byInode.remove(socket.inode);
    }
  }

  /** Those in the tables, in the order in which they appeared there. */
  List<TrackedSocket> listed() {
    return listed;
  }

  /** Those that this pass's tables brought. */
  List<TrackedSocket> appeared() {
    return appeared;
  }

  /** Those that the last pass's tables had and this one's have not. */
  List<TrackedSocket> disappeared() {
    return disappeared;
  }
}
