package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that have a tuple, seen from its local end, and a life: what a {@link TupleIndex} finds.
 * Forgotten rows are used again. Not thread-safe while rows are added.
 */
abstract class TupleRows {
  /** No row. */
  static final int NONE = -1;

  private static final int RAW = 1 << 8;
  private static final int CODE_MASK = 0x1ff;

  /** Protocol in bits 0-8, the subclass's own in 9-15, namespace in 16-31. */
  static final int FACTS = 0;

  private static final int LOCAL = 1;
  private static final int PEER = 2;
  private static final int PORTS = 3;
  private static final int OPENED = 4;
  private static final int CLOSED = OPENED + TimesField.WIDTH;

  /** Where the subclass's own fields begin. */
  static final int OWN = CLOSED + TimesField.WIDTH;

  private final List<Long> namespaces = new ArrayList<>();
  private final Map<Long, Integer> namespaceIds = new HashMap<>();
  private final AddressTable addresses;
  final IntRows rows;
  final TimesField opened;
  final TimesField closed;

  private int end;
  private int[] free = new int[16];
  private int freeCount;

  /**
   * No rows yet.
   *
   * @param addresses where their addresses have numbers
   * @param ownWidth ints of the subclass's own fields
   */
  TupleRows(AddressTable addresses, int ownWidth) {
    this.addresses = addresses;
    rows = new IntRows(OWN + ownWidth);
    opened = new TimesField(rows, OPENED);
    closed = new TimesField(rows, CLOSED);
  }

  /** A row of this tuple that lives since the time. */
  final int add(int code, long netns, int local, int peer, int packedPorts, TimeBounds time) {
    int row = freeCount > 0 ? free[--freeCount] : end++;
    int namespace = namespaceIds.computeIfAbsent(netns, this::addNamespace);
    rows.set(row, FACTS, code | namespace << 16);
    rows.set(row, LOCAL, local);
    rows.set(row, PEER, peer);
    rows.set(row, PORTS, packedPorts);
    opened.set(row, time);
    closed.setNever(row);
    return row;
  }

  private int addNamespace(Long netns) {
    if (namespaces.size() > 0xffff) {
      throw new IllegalStateException("more than 65,536 network namespaces in one history");
    }
    namespaces.add(netns);
    return namespaces.size() - 1;
  }

  final void remove(int row) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = row;
    rows.set(row, LOCAL, AddressTable.ABSENT);
  }

  /** True for a row that was removed and not used again. */
  final boolean isFree(int row) {
    return rows.get(row, LOCAL) == AddressTable.ABSENT;
  }

  /** Rows in use. */
  final int size() {
    return end - freeCount;
  }

  /** One more than the highest row number ever used. */
  final int end() {
    return end;
  }

  final AddressTable addresses() {
    return addresses;
  }

  final IpAddress localAddress(int row) {
    return addresses.get(rows.get(row, LOCAL));
  }

  final IpAddress peerAddress(int row) {
    return addresses.get(rows.get(row, PEER));
  }

  final int localPort(int row) {
    return rows.get(row, PORTS) >>> 16;
  }

  final int peerPort(int row) {
    return rows.get(row, PORTS) & 0xffff;
  }

  final Protocol protocol(int row) {
    int code = rows.get(row, FACTS) & CODE_MASK;
    return code >= RAW ? Protocol.raw(code - RAW) : Protocol.of(code);
  }

  final boolean isRaw(int row) {
    return (rows.get(row, FACTS) & RAW) != 0;
  }

  final long netns(int row) {
    return namespaces.get(rows.get(row, FACTS) >>> 16);
  }

  /** Interface index of a link-local local address, 0 when there is none. */
  final int scope(int row) {
    return addresses.scope(rows.get(row, LOCAL));
  }

  final int hash(int row) {
    return hash(
        rows.get(row, FACTS) & CODE_MASK,
        addresses.scopeless(rows.get(row, LOCAL)),
        addresses.scopeless(rows.get(row, PEER)),
        rows.get(row, PORTS));
  }

  final boolean hasTuple(int row, int protocolCode, int localId, int peerId, int packedPorts) {
    return rows.get(row, PORTS) == packedPorts
        && addresses.scopeless(rows.get(row, LOCAL)) == localId
        && addresses.scopeless(rows.get(row, PEER)) == peerId
        && (rows.get(row, FACTS) & CODE_MASK) == protocolCode;
  }

  final boolean hasTupleOf(int row, int other) {
    return hasTuple(
        row,
        rows.get(other, FACTS) & CODE_MASK,
        addresses.scopeless(rows.get(other, LOCAL)),
        addresses.scopeless(rows.get(other, PEER)),
        rows.get(other, PORTS));
  }

  static int hash(int protocolCode, int localId, int peerId, int packedPorts) {
    long mixed = (localId * 0x9e3779b97f4a7c15L + peerId) * 0xc2b2ae3d27d4eb4fL;
    mixed = (mixed + packedPorts) * 0x9e3779b97f4a7c15L + protocolCode;
    return (int) (mixed ^ mixed >>> 29);
  }

  static int code(Protocol protocol) {
    return protocol.number() | (protocol.raw() ? RAW : 0);
  }

  static int packPorts(int localPort, int peerPort) {
    return localPort << 16 | peerPort;
  }

  /** Where a protocol has no ports, what stands in their place (an ICMP id, ...) is no key. */
  static int packPorts(Protocol protocol, int localPort, int peerPort) {
    return protocol.hasPorts() ? packPorts(localPort, peerPort) : 0;
  }
}
