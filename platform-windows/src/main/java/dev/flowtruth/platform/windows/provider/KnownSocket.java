package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.platform.windows.decoder.FileTime;
import dev.flowtruth.platform.windows.decoder.SocketRow;
import org.jspecify.annotations.Nullable;

/** What is remembered of one socket from look to look. Confined to its source's thread. */
final class KnownSocket {
  /** The look in which it was last seen. */
  int look;

  SocketRow row;

  /** True when its local endpoint was a listener's when we first saw it. */
  boolean accepted;

  /** True when it was there already at the first look. */
  final boolean wasThereFirst;

  /** The service that it belongs to, empty when none does; null before it was asked for. */
  @Nullable String service;

  /** As it was last handed out, null before the first time. */
  @Nullable OpenSocket socket;

  private boolean v6Only;
  private boolean changed = true;

  KnownSocket(SocketRow row, boolean wasThereFirst) {
    this.row = row;
    this.wasThereFirst = wasThereFirst;
  }

  void see(SocketRow now) {
    changed |= !row.equals(now);
    row = now;
  }

  void setV6Only(boolean value) {
    changed |= v6Only != value;
    v6Only = value;
  }

  /** Makes the socket anew when anything is different; returns whether it was. */
  boolean publish(Ownership ownership) {
    if (!changed && socket != null && socket.ownership().equals(ownership)) {
      return false;
    }
    changed = false;
    socket =
        OpenSocket.builder(row.protocol(), row.local(), row.peer())
            .id(id())
            .state(row.state())
            .v6Only(v6Only)
            .openedNanos(FileTime.toEpochNanos(row.created()))
            .ownership(ownership)
            .build();
    return true;
  }

  /** Several processes may bind one address and port, so the tuple is not enough. */
  private SocketId id() {
    String tuple = row.protocol() + " " + row.local() + " " + row.peer() + " pid " + row.pid();
    SocketId.Kind kind = row.created() == 0 ? SocketId.Kind.TUPLE : SocketId.Kind.CREATION;
    return new SocketId(kind, row.created(), tuple);
  }
}
