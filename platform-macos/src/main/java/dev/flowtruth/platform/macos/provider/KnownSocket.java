package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.platform.macos.decoder.SocketRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one socket from look to look. Confined to its source's thread. */
final class KnownSocket {
  private final SocketId id;

  /** The look in which it was last seen. */
  int look;

  SocketRow row;

  /** Who was seen with it in the last look that saw it. */
  final List<ProcessRef> holders = new ArrayList<>();

  /** Who was seen with it in the look before that. */
  final List<ProcessRef> holdersBefore = new ArrayList<>();

  /** Whom we saw with it first: to him it is his own, to others it came. */
  @Nullable ProcessId creator;

  /** True when its local endpoint was a listener's when we first saw it. */
  boolean accepted;

  /** As it was last handed out, null before the first time. */
  @Nullable OpenSocket socket;

  private boolean changed = true;

  KnownSocket(SocketId id, SocketRow row) {
    this.id = id;
    this.row = row;
  }

  boolean isListening() {
    return row.state() == SocketState.LISTEN;
  }

  /**
   * True when the kernel put another socket where this one was. Its control block has another
   * number then; where none is told, a connection does not become another one.
   */
  boolean isReplacedBy(SocketRow now) {
    if (row.hasTupleOf(now)) {
      return false;
    }
    boolean isNumbered = row.generation() != 0 && now.generation() != 0;
    boolean isConnection = row.protocol().isConnectionOriented() && !row.peer().isNone();
    return isNumbered ? row.generation() != now.generation() : isConnection;
  }

  /** It is there in this look too. */
  void meet(int inLook) {
    if (look != inLook) {
      look = inLook;
      holdersBefore.clear();
      holdersBefore.addAll(holders);
      holders.clear();
    }
  }

  /** What a holder's descriptor shows. */
  void see(SocketRow now, ProcessRef holder) {
    changed |= !sameAs(now);
    row = now;
    hold(holder);
  }

  private boolean sameAs(SocketRow now) {
    return row.hasTupleOf(now) && row.state() == now.state() && row.v6Only() == now.v6Only();
  }

  void hold(ProcessRef holder) {
    if (holders.stream().noneMatch(one -> one.id().equals(holder.id()))) {
      holders.add(holder);
    }
  }

  /** Makes the socket anew when anything is different; returns whether it was. */
  boolean publish(Ownership ownership) {
    if (!changed && socket != null && socket.ownership().equals(ownership)) {
      return false;
    }
    changed = false;
    socket =
        OpenSocket.builder(row.protocol(), row.local(), row.peer())
            .id(id)
            .state(row.state())
            .v6Only(row.v6Only())
            .ownership(ownership)
            .build();
    return true;
  }
}
