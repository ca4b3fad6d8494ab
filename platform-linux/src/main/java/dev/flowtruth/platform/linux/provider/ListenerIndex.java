package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.SocketState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The listening sockets of one namespace, to tell accepted connections from opened ones. */
final class ListenerIndex {
  private final Map<Integer, List<KnownSocket>> byPort = new HashMap<>();

  void addIfListening(KnownSocket socket) {
    if (socket.isListening()) {
      byPort.computeIfAbsent(key(socket), any -> new ArrayList<>()).add(socket);
    }
  }

  /** True for a connection whose local endpoint is one that somebody listens on. */
  boolean isAccepted(KnownSocket socket) {
    boolean maybe = socket.protocol().isConnectionOriented() && !socket.row.peer().isNone();
    if (!maybe || socket.row.state() == SocketState.SYN_SENT) {
      return false;
    }
    return byPort.getOrDefault(key(socket), List.of()).stream()
        .anyMatch(listener -> covers(listener, socket.row.local().address()));
  }

  private static boolean covers(KnownSocket listener, IpAddress address) {
    IpAddress bound = listener.row.local().address();
    boolean dual = !bound.isV4() && !listener.row.v6Only();
    return bound.equals(address)
        || bound.isWildcard() && (dual || bound.isV4() == address.isV4());
  }

  private static int key(KnownSocket socket) {
    return socket.protocol().number() << 16 | socket.row.local().port();
  }
}
