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
final class OwnerWalk implements OwnerSearch {
  private final SocketOwners walk;
  private final InodeList inodes = new InodeList();

  OwnerWalk(SocketOwners walk) {
    this.walk = walk;
  }

  @Override
  public void pass(Iterable<SocketBook> books, Look look) {
    inodes.clear();
    books.forEach(book -> book.addInodes(inodes));
    pass(inodes, look);
  }

  /** Looks for the holders of these. */
  void pass(InodeList wanted, Look look) {
    walk.pass(wanted.array(), wanted.count(), look);
  }

  @Override
  public List<ProcessRef> holders(long inode) {
    return inode == 0 ? List.of() : walk.holders(inode);
  }

  @Override
  public OwnershipRule.Search search(long inode, List<ProcessRef> holders) {
    boolean lacking = inode != 0 && holders.isEmpty();
    return new OwnershipRule.Search(
        holders,
        lacking && walk.searchedEverywhere(inode),
        lacking && walk.searchedReadable(inode),
        walk.isBlind());
  }

  @Override
  public void freeze(KnownSocket socket) {
    ProcessId first = socket.holders.isEmpty() ? null : socket.holders.get(0).id();
    long latest = KnownSocket.NOT_FROZEN;
    if (first != null) {
      for (ProcessRef holder : socket.holders) {
        latest = Math.max(latest, walk.lastReadNanos(socket.row.inode(), holder.id()));
        latest = Math.max(latest, triggeredNanos(socket, holder.id()));
      }
    }
    socket.frozenNanos = latest;
  }

  @Override
  public long lastReadNanos(OpenSocket socket, Owner owner, @Nullable KnownSocket known) {
    if (socket.inode() != 0) {
      ProcessId holder = owner.process().id();
      return Math.max(walk.lastReadNanos(socket.inode(), holder), triggeredNanos(known, holder));
    }
    return known == null ? KnownSocket.NOT_FROZEN : known.frozenNanos;
  }

  private static long triggeredNanos(@Nullable KnownSocket known, ProcessId holder) {
    return known == null || !holder.equals(known.creator)
        ? KnownSocket.NOT_FROZEN
        : known.triggeredNanos;
  }

  /** A process holds a socket under this number: the next pass reads it first. */
  void expect(long pid, int descriptor) {
    walk.expect((int) pid, descriptor);
  }

  @Override
  public List<Missing> withheld() {
    return Withheld.of(walk.blindness(), Host.local());
  }

  @Override
  public long vanished() {
    return walk.vanished();
  }

  @Override
  public void close() {
    walk.close();
  }
}
