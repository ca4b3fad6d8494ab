package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import java.util.function.IntConsumer;

/** Looks tuples up in a history's index, in the forms that the rungs need. */
final class Lookup {
  private Lookup() {}

  /**
   * Rows whose local and remote endpoint are the end's.
   *
   * <p>Linux forgets the peer's port of a connection that is reset by its own side, and keeps the
   * address (tcp_disconnect in net/ipv4/tcp.c): whose end alone was seen has a peer with port 0. It
   * may have been any of that address, so it counts as this one.
   */
  static void connected(OwnershipHistory history, End end, long from, IntConsumer rows) {
    AddressTable addresses = history.sockets.addresses();
    int local = addresses.find(end.local().address().withoutScope());
    int peer = addresses.find(end.peer().address().withoutScope());
    if (isLocal(addresses, local) && peer != AddressTable.ABSENT) {
      visit(history, end, local, peer, end.packedPorts(), from, rows);
      if (end.protocol().isConnectionOriented()) {
        visit(history, end, local, peer, end.packedLocalPort(), from, rows);
      }
    }
  }

  /** Rows without a peer that are bound to this address and the end's port. */
  static void unconnected(OwnershipHistory history, End end, IpAddress boundTo, IntConsumer rows) {
    AddressTable addresses = history.sockets.addresses();
    int local = addresses.find(boundTo.withoutScope());
    int none = addresses.find(SocketRows.NO_PEER);
    if (isLocal(addresses, local) && none != AddressTable.ABSENT) {
      visit(history, end, local, none, end.packedLocalPort(), end.from(), rows);
    }
  }

  /** Rows without a peer that are bound to the wildcard address and speak the end's family. */
  static void wildcard(OwnershipHistory history, End end, IntConsumer rows) {
    unconnected(
        history,
        end,
        IpAddress.ANY_V6,
        row -> {
          if (!end.local().address().isV4() || !history.sockets.isV6Only(row)) {
            rows.accept(row);
          }
        });
    if (end.local().address().isV4()) {
      unconnected(history, end, IpAddress.ANY_V4, rows);
    }
  }

  private static boolean isLocal(AddressTable addresses, int id) {
    return id != AddressTable.ABSENT && addresses.isLocal(id);
  }

  private static void visit(
      OwnershipHistory history,
      End end,
      int local,
      int peer,
      int packedPorts,
      long from,
      IntConsumer rows) {
    Protocol protocol = end.protocol();
    int code = TupleRows.code(protocol);
    history.index.visit(code, local, peer, packedPorts, from, end.until(), rows);
    if (!protocol.hasPorts()) {
      int raw = TupleRows.code(Protocol.raw(protocol.number()));
      history.index.visit(raw, local, peer, packedPorts, from, end.until(), rows);
    }
  }
}
