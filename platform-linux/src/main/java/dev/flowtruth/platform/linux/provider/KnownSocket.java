package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.platform.linux.decoder.DiagMessage;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one socket from look to look. Confined to its source's thread. */
final class KnownSocket {
  /** The value of a time that every snapshot renews. */
  static final long NOT_FROZEN = Long.MIN_VALUE;

  /** What identifies it in its {@link SocketTable}. */
  final long key;

  /** The look in which it was last seen. */
  int look;

  SocketRow row;

  /** True when the row changed since the socket was last handed out. */
  boolean rowChanged = true;

  /** The words of the message behind the row; empty for a row of text. */
  final long[] words;

  /** As it was last handed out, null before the first time. */
  @Nullable OpenSocket socket;

  /** The very list that the present owners were made from. */
  List<ProcessRef> holders = List.of();

  /** Whom we saw with it first: to him it is his own, to others it came. Null: nobody ever. */
  @Nullable ProcessId creator;

  /** True when its local endpoint was a listener's when we first saw it. */
  boolean accepted;

  /** True when it was there already at the first look: what it was before is not known. */
  boolean wasThereFirst;

  /** Looks in a row in which every process was searched and none held it. */
  int fruitlessSearches;

  /** When an owner who cannot be read any more was last read. */
  long frozenNanos = NOT_FROZEN;

  /** When its creator was read for a packet's sake; NOT_FROZEN when no packet told of it. */
  long triggeredNanos = NOT_FROZEN;

  KnownSocket(long key, SocketRow row, boolean fromMessage) {
    this.key = key;
    this.row = row;
    words = new long[fromMessage ? DiagMessage.WORDS : 0];
  }

  void change(SocketRow newRow) {
    row = newRow;
    rowChanged = true;
  }

  Protocol protocol() {
    return row.protocol();
  }

  boolean isListening() {
    return row.state() == SocketState.LISTEN;
  }

  /** Makes the socket of the present row anew. */
  void publish(long netns, String qualifier, Ownership ownership) {
    rowChanged = false;
    socket =
        OpenSocket.builder(row.protocol(), row.local(), row.peer())
            .id(SocketIds.of(row, netns, qualifier))
            .state(row.state())
            .netns(netns)
            .inode(row.inode())
            .cookie(row.cookie())
            .uid(row.remains() ? -1 : row.uid()) // the kernel keeps none there, and says 0
            .v6Only(row.v6Only())
            .boundInterface(row.boundInterface())
            .ownership(ownership)
            .build();
  }
}
