package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.CommunityId;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketState;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a socket, its owners aside. Unknown is null, never 0. */
final class SocketFields {
  static final List<Field<OpenSocket>> ALL =
      List.of(
          new Field<>("protocol", s -> s.protocol().label()),
          new Field<>("protocol_number", s -> s.protocol().number()),
          new Field<>("local_ip", s -> s.local().address().withoutScope().toString()),
          new Field<>("local_port", s -> known(s.local().port())),
          new Field<>("local_scope", s -> known(s.local().address().scope())),
          new Field<>("peer_ip", SocketFields::peerIp),
          new Field<>("peer_port", s -> known(s.peer().port())),
          new Field<>("peer_scope", s -> known(s.peer().address().scope())),
          new Field<>("state", SocketFields::state),
          new Field<>("netns", s -> known(s.netns())),
          new Field<>("socket_id", s -> s.id().toString()),
          new Field<>("inode", s -> known(s.inode())),
          new Field<>("cookie", s -> known(s.cookie())),
          new Field<>("socket_uid", s -> s.uid() == -1 ? null : Integer.toUnsignedLong(s.uid())),
          new Field<>("opened", s -> Times.rfc3339(s.openedNanos())),
          new Field<>("community_id", SocketFields::communityId));

  static final Field<OpenSocket> REASON = new Field<>("reason", SocketFields::reason);

  private SocketFields() {}

  private static @Nullable Object known(long value) {
    if (value == 0) {
      return null;
    }
    return value > 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
  }

  private static @Nullable Object peerIp(OpenSocket socket) {
    Endpoint peer = socket.peer();
    return peer.isNone() ? null : peer.address().withoutScope().toString();
  }

  private static @Nullable Object state(OpenSocket socket) {
    return socket.state() == SocketState.UNKNOWN ? null : socket.state().label();
  }

  private static @Nullable Object communityId(OpenSocket socket) {
    boolean isFlow = socket.protocol().hasPorts() && !socket.peer().isNone();
    return isFlow ? CommunityId.of(socket.protocol(), socket.local(), socket.peer()) : null;
  }

  private static @Nullable Object reason(OpenSocket socket) {
    Reason absence = socket.ownership().absence();
    return absence == null ? null : absence.label();
  }
}
