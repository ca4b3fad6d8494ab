package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.platform.windows.decoder.SocketRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The sockets from look to look: what stayed the same is handed out again as the same instance.
 *
 * <p>A look is {@link #begin}, every row that the tables hold ({@link #see}), {@link #end}, and
 * {@link #join} with the owners. Not thread-safe.
 */
final class SocketBook {
  /** What makes two rows one socket: all but its state. */
  private record Key(Protocol protocol, Endpoint local, Endpoint peer, long pid, long created) {
    static Key of(SocketRow row) {
      return new Key(row.protocol(), row.local(), row.peer(), row.pid(), row.created());
    }
  }

  /** A local end: rows are compared with those that listen on it. */
  private record Port(Protocol protocol, int port) {}

  private final Map<Key, KnownSocket> sockets = new LinkedHashMap<>();
  private final List<KnownSocket> fresh = new ArrayList<>();
  private int look;
  private boolean changed;
  private long connectionsOpened;

  void begin() {
    look++;
    changed = false;
    fresh.clear();
  }

  /** A row of a table; one that a table which changes meanwhile tells twice counts once. */
  KnownSocket see(SocketRow row) {
    KnownSocket known = sockets.computeIfAbsent(Key.of(row), key -> add(row));
    known.see(row);
    known.look = look;
    return known;
  }

  private KnownSocket add(SocketRow row) {
    KnownSocket known = new KnownSocket(row, look == 1);
    fresh.add(known);
    return known;
  }

  /** Takes those sockets as they were whose table could not be read now. */
  void keep(Predicate<SocketRow> ofTable) {
    for (KnownSocket known : sockets.values()) {
      if (known.look != look && ofTable.test(known.row)) {
        known.look = look;
      }
    }
  }

  /** Forgets what was not seen, and tells accepted connections from opened ones. */
  void end() {
    changed |= sockets.values().removeIf(known -> known.look != look);
    Set<Endpoint> listening = new HashSet<>();
    Set<Port> onAnyV4 = new HashSet<>();
    for (KnownSocket known : sockets.values()) {
      SocketRow row = known.row;
      if (row.state() == SocketState.LISTEN) {
        listening.add(row.local());
      }
      if (row.peer().isNone() && row.local().address().equals(IpAddress.ANY_V4)) {
        onAnyV4.add(new Port(row.protocol(), row.local().port()));
      }
    }
    fresh.forEach(known -> meet(known, listening));
    sockets.values().forEach(known -> known.setV6Only(isV6Only(known.row, onAnyV4)));
  }

  private void meet(KnownSocket known, Set<Endpoint> listening) {
    if (known.row.peer().isNone()) {
      return;
    }
    known.accepted = isOneOf(known.row.local(), listening);
    connectionsOpened += known.wasThereFirst ? 0 : 1;
  }

  private static boolean isOneOf(Endpoint local, Set<Endpoint> listening) {
    return listening.contains(local)
        || listening.contains(new Endpoint(IpAddress.ANY_V6, local.port()))
        || local.address().isV4()
            && listening.contains(new Endpoint(IpAddress.ANY_V4, local.port()));
  }

  /**
   * Windows lists a socket of both families twice, at {@code [::]} and at {@code 0.0.0.0}. So where
   * IPv4 has a row of its own, that of IPv6 speaks no IPv4.
   */
  private static boolean isV6Only(SocketRow row, Set<Port> onAnyV4) {
    return row.local().address().equals(IpAddress.ANY_V6)
        && row.peer().isNone()
        && onAnyV4.contains(new Port(row.protocol(), row.local().port()));
  }

  /**
   * Gives every socket its owner.
   *
   * @return true when anything is different from the last look
   */
  boolean join(Function<KnownSocket, Ownership> rule) {
    for (KnownSocket known : sockets.values()) {
      changed |= known.publish(rule.apply(known));
    }
    return changed;
  }

  /** All sockets as they were last joined. */
  List<OpenSocket> all() {
    List<OpenSocket> all = new ArrayList<>(sockets.size());
    for (KnownSocket known : sockets.values()) {
      if (known.socket != null) {
        all.add(known.socket);
      }
    }
    return List.copyOf(all);
  }

  /** Connections that were first seen after the first look. */
  long connectionsOpened() {
    return connectionsOpened;
  }
}
