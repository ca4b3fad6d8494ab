package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The socket intervals: a row for each socket and each tuple that it had. Forgotten rows are used
 * again. Not thread-safe while rows are added.
 */
final class SocketRows {
  /** No row. */
  static final int NONE = -1;

  /** The peer of every socket that has none, whatever its family. */
  static final IpAddress NO_PEER = IpAddress.ANY_V6;

  private static final int RAW = 1 << 8;
  private static final int LISTENING = 1;
  private static final int V6_ONLY = 2;
  private static final Reason[] REASONS = Reason.values();

  private final AddressTable addresses = new AddressTable();
  private final List<Long> namespaces = new ArrayList<>();
  private final Map<Long, Integer> namespaceIds = new HashMap<>();

  /** Protocol in bits 0-8, flags in 9-10, absence + 1 in 12-15, namespace in 16-31. */
  private static final int FACTS = 0;

  private static final int LOCAL = 1;
  private static final int PEER = 2;
  private static final int PORTS = 3;
  private static final int FIRST_HOLDER = 4;
  private static final int OPENED = 5;
  private static final int CLOSED = OPENED + TimesField.WIDTH;
  private static final int WIDTH = CLOSED + TimesField.WIDTH;

  private final IntRows rows = new IntRows(WIDTH);
  final TimesField opened = new TimesField(rows, OPENED);
  final TimesField closed = new TimesField(rows, CLOSED);

  private int end;
  private int[] free = new int[16];
  private int freeCount;

  /** A row for the socket, open and without holders. */
  int add(OpenSocket socket, TimeBounds time) {
    int row = freeCount > 0 ? free[--freeCount] : end++;
    int local = addresses.add(socket.local().address());
    addresses.setLocal(local);
    rows.set(row, LOCAL, local);
    rows.set(row, PEER, addresses.add(socket.isUnconnected() ? NO_PEER : socket.peer().address()));
    rows.set(row, PORTS, packedPorts(socket));
    rows.set(row, FACTS, factsOf(socket));
    rows.set(row, FIRST_HOLDER, NONE);
    opened.set(row, time);
    closed.setNever(row);
    return row;
  }

  void remove(int row) {
    if (freeCount == free.length) {
      free = java.util.Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = row;
    rows.set(row, LOCAL, AddressTable.ABSENT);
  }

  /** True for a row that was removed and not used again. */
  boolean isFree(int row) {
    return rows.get(row, LOCAL) == AddressTable.ABSENT;
  }

  /** Rows in use. */
  int size() {
    return end - freeCount;
  }

  /** One more than the highest row number ever used. */
  int end() {
    return end;
  }

  AddressTable addresses() {
    return addresses;
  }

  IpAddress localAddress(int row) {
    return addresses.get(rows.get(row, LOCAL));
  }

  IpAddress peerAddress(int row) {
    return addresses.get(rows.get(row, PEER));
  }

  int localPort(int row) {
    return rows.get(row, PORTS) >>> 16;
  }

  int peerPort(int row) {
    return rows.get(row, PORTS) & 0xffff;
  }

  Protocol protocol(int row) {
    int code = rows.get(row, FACTS) & 0x1ff;
    return code >= RAW ? Protocol.raw(code - RAW) : Protocol.of(code);
  }

  boolean isListening(int row) {
    return (rows.get(row, FACTS) >>> 9 & LISTENING) != 0;
  }

  boolean isV6Only(int row) {
    return (rows.get(row, FACTS) >>> 9 & V6_ONLY) != 0;
  }

  boolean isRaw(int row) {
    return (rows.get(row, FACTS) & RAW) != 0;
  }

  long netns(int row) {
    return namespaces.get(rows.get(row, FACTS) >>> 16);
  }

  /** Interface index of a link-local local address, 0 when there is none. */
  int scope(int row) {
    return addresses.scope(rows.get(row, LOCAL));
  }

  /** Why no owner was found, as far as is known; null when owners are. */
  @Nullable Reason absence(int row) {
    int code = rows.get(row, FACTS) >>> 12 & 0xf;
    return code == 0 ? null : REASONS[code - 1];
  }

  void setAbsence(int row, @Nullable Reason reason) {
    rows.set(row, FACTS, rows.get(row, FACTS) & ~0xf000 | absenceBits(reason));
  }

  int firstHolder(int row) {
    return rows.get(row, FIRST_HOLDER);
  }

  void setFirstHolder(int row, int holder) {
    rows.set(row, FIRST_HOLDER, holder);
  }

  int hash(int row) {
    return hash(
        rows.get(row, FACTS) & 0x1ff,
        addresses.scopeless(rows.get(row, LOCAL)),
        addresses.scopeless(rows.get(row, PEER)),
        rows.get(row, PORTS));
  }

  boolean hasTuple(int row, int protocolCode, int localId, int peerId, int packedPorts) {
    return rows.get(row, PORTS) == packedPorts
        && addresses.scopeless(rows.get(row, LOCAL)) == localId
        && addresses.scopeless(rows.get(row, PEER)) == peerId
        && (rows.get(row, FACTS) & 0x1ff) == protocolCode;
  }

  boolean hasTupleOf(int row, int other) {
    return hasTuple(
        row,
        rows.get(other, FACTS) & 0x1ff,
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

  /** Where a protocol has no ports, what the kernel puts there (an ICMP id, ...) is no key. */
  private static int packedPorts(OpenSocket socket) {
    return socket.protocol().hasPorts()
        ? packPorts(socket.local().port(), socket.peer().port())
        : 0;
  }

  private int factsOf(OpenSocket socket) {
    int namespace = namespaceIds.computeIfAbsent(socket.netns(), this::addNamespace);
    int flags = (socket.isListening() ? LISTENING : 0) | (socket.v6Only() ? V6_ONLY : 0);
    return code(socket.protocol())
        | flags << 9
        | absenceBits(socket.ownership().absence())
        | namespace << 16;
  }

  private int addNamespace(Long netns) {
    if (namespaces.size() > 0xffff) {
      throw new IllegalStateException("more than 65,536 network namespaces in one history");
    }
    namespaces.add(netns);
    return namespaces.size() - 1;
  }

  @SuppressWarnings("EnumOrdinal") // a code within this table, never stored elsewhere
  private static int absenceBits(@Nullable Reason reason) {
    return reason == null ? 0 : reason.ordinal() + 1 << 12;
  }
}
