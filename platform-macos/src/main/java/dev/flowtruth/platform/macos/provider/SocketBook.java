package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.platform.macos.decoder.SocketRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The sockets from look to look: what stayed the same is handed out again as the same instance.
 *
 * <p>A look is {@link #begin}, every holder's view of every socket ({@link #see}), {@link #keep},
 * {@link #end} and {@link #join}. Not thread-safe.
 */
final class SocketBook {
  /** By the kernel's identity, as it was told: the one that is handed out may say more. */
  private final Map<SocketId, KnownSocket> sockets = new LinkedHashMap<>();

  private final List<KnownSocket> fresh = new ArrayList<>();
  private int look;
  private boolean changed;

  void begin() {
    look++;
    changed = false;
    fresh.clear();
  }

  void see(SocketRow row, ProcessRef holder) {
    SocketId key = key(row);
    KnownSocket known = sockets.get(key);
    if (known == null) {
      known = add(key, new KnownSocket(key, row));
    } else if (known.look != look && known.isReplacedBy(row)) {
      known = add(key, new KnownSocket(successor(key, row), row));
    }
    known.meet(look);
    known.see(row, holder);
  }

  private static SocketId key(SocketRow row) {
    return row.so() == 0
        ? SocketId.ofTuple(row.protocol(), row.local(), row.peer(), 0)
        : new SocketId(SocketId.Kind.SOI_SO, row.so(), "");
  }

  /** Who comes to the address of another one is told apart from it. */
  private SocketId successor(SocketId key, SocketRow row) {
    String which = row.generation() == 0 ? "look " + look : Long.toUnsignedString(row.generation());
    return new SocketId(key.kind(), key.value(), which);
  }

  private KnownSocket add(SocketId key, KnownSocket known) {
    sockets.put(key, known);
    fresh.add(known);
    changed = true;
    return known;
  }

  /** Takes what these processes held as it was: they could not be read in full now. */
  void keep(LongPredicate couldNotBeRead) {
    for (KnownSocket known : sockets.values()) {
      List<ProcessRef> before = known.look == look ? known.holdersBefore : known.holders;
      List<ProcessRef> kept =
          before.stream().filter(holder -> couldNotBeRead.test(holder.pid())).toList();
      if (!kept.isEmpty()) {
        known.meet(look);
        kept.forEach(known::hold);
      }
    }
  }

  /** Forgets what was not seen, and tells accepted connections from opened ones. */
  void end() {
    changed |= sockets.values().removeIf(known -> known.look != look);
    if (fresh.isEmpty()) {
      return;
    }
    Set<Endpoint> listening = new HashSet<>();
    for (KnownSocket known : sockets.values()) {
      if (known.isListening()) {
        listening.add(known.row.local());
      }
    }
    fresh.forEach(known -> known.accepted = isAccepted(known.row, listening));
  }

  private static boolean isAccepted(SocketRow row, Set<Endpoint> listening) {
    Endpoint local = row.local();
    return row.protocol().isConnectionOriented()
        && !row.peer().isNone()
        && (listening.contains(local)
            || listening.contains(new Endpoint(IpAddress.ANY_V6, local.port()))
            || listening.contains(new Endpoint(IpAddress.ANY_V4, local.port())));
  }

  /**
   * Gives every socket its owners.
   *
   * @return true when anything is different from the last look
   */
  boolean join() {
    for (KnownSocket known : sockets.values()) {
      changed |= known.publish(OwnershipRule.of(known));
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
}
