package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.platform.linux.ebpf.SocketLedger;
import dev.flowtruth.platform.linux.owner.LongMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holders as the last iteration found them. For an inode that it did not find, /proc is asked too,
 * before anybody calls it the kernel's own: a sandbox may keep a process from both, and only /proc
 * says so. Not thread-safe.
 */
final class LedgerOwners implements OwnerSearch {
  private final LongMap<List<ProcessRef>> byInode = new LongMap<>();
  private final InodeList unheld = new InodeList();
  private final SocketLedger ledger;
  private final OwnerWalk walk;

  LedgerOwners(SocketLedger ledger, OwnerWalk walk) {
    this.ledger = ledger;
    this.walk = walk;
  }

  @Override
  public void pass(Iterable<SocketBook> books, Look look) {
    byInode.clear();
    ledger.forEach(socket -> note(socket.socket()));
    unheld.clear();
    books.forEach(book -> book.addInodes(unheld));
    unheld.retain(inode -> byInode.get(inode) == null);
    if (unheld.count() > 0) {
      walk.pass(unheld, look);
    }
  }

  private void note(OpenSocket socket) {
    if (socket.inode() != 0 && socket.ownership().isKnown()) {
      byInode.put(
          socket.inode(), socket.ownership().owners().stream().map(Owner::process).toList());
    }
  }

  @Override
  public List<ProcessRef> holders(long inode) {
    List<ProcessRef> holders = byInode.get(inode);
    return holders == null ? walk.holders(inode) : holders;
  }

  @Override
  public OwnershipRule.Search search(long inode, List<ProcessRef> holders) {
    return byInode.get(inode) == null
        ? walk.search(inode, holders)
        : new OwnershipRule.Search(holders, false, false, false);
  }

  @Override
  public void freeze(KnownSocket socket) {
    walk.freeze(socket);
  }

  @Override
  public long lastReadNanos(OpenSocket socket, Owner owner, @Nullable KnownSocket known) {
    return walk.lastReadNanos(socket, owner, known);
  }

  @Override
  public List<Missing> withheld() {
    return walk.withheld();
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
