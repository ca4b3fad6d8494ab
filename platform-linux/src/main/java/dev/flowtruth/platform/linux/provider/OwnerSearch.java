package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.platform.linux.owner.SocketOwners;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The walk of /proc as the socket books ask it. Not thread-safe. */
final class OwnerSearch implements AutoCloseable {
  private final SocketOwners walk;
  private final InodeList inodes = new InodeList();

  OwnerSearch(SocketOwners walk) {
    this.walk = walk;
  }

  /** Looks for the holders of the sockets in these books. */
  void pass(Iterable<SocketBook> books, Look look) {
    inodes.clear();
    books.forEach(book -> book.addInodes(inodes));
    walk.pass(inodes.array(), inodes.count(), look);
  }

  List<ProcessRef> holders(long inode) {
    return inode == 0 ? List.of() : walk.holders(inode);
  }

  OwnershipRule.Search search(long inode, List<ProcessRef> holders) {
    boolean lacking = inode != 0 && holders.isEmpty();
    return new OwnershipRule.Search(
        holders,
        lacking && walk.searchedEverywhere(inode),
        lacking && walk.searchedReadable(inode),
        walk.isBlind());
  }

  /** Notes when a socket's owners were last read, before its descriptors are forgotten. */
  void freeze(KnownSocket socket) {
    ProcessId first = socket.holders.isEmpty() ? null : socket.holders.get(0).id();
    long latest = KnownSocket.NOT_FROZEN;
    if (first != null) {
      for (ProcessRef holder : socket.holders) {
        latest = Math.max(latest, walk.lastReadNanos(socket.row.inode(), holder.id()));
      }
    }
    socket.frozenNanos = latest;
  }

  /** When the owner's descriptor was last read. */
  long lastReadNanos(OpenSocket socket, Owner owner, @Nullable KnownSocket known) {
    if (socket.inode() != 0) {
      return walk.lastReadNanos(socket.inode(), owner.process().id());
    }
    return known == null ? KnownSocket.NOT_FROZEN : known.frozenNanos;
  }

  /** Why owners may be withheld, beyond the lack of rights. */
  List<Missing> withheld() {
    return Withheld.of(walk.blindness(), Host.local());
  }

  /** Processes that ended while they were looked up. */
  long vanished() {
    return walk.vanished();
  }

  @Override
  public void close() {
    walk.close();
  }
}
