package dev.flowtruth.testkit;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * One look of a provider, and questions to it whose failures say what was there instead.
 *
 * @param provider id, for messages
 * @param snapshot the look
 */
record Sight(String provider, Snapshot snapshot) {

  /** The sockets with this local port and peer port (0: no peer). */
  List<OpenSocket> sockets(Protocol protocol, int localPort, int peerPort) {
    return onPort(localPort)
        .filter(s -> s.protocol().equals(protocol) && s.peer().port() == peerPort)
        .toList();
  }

  /** The one of these that is bound to this address. */
  OpenSocket socketOn(IpAddress address, List<OpenSocket> sockets) {
    List<OpenSocket> fits =
        sockets.stream().filter(s -> s.local().address().equals(address)).toList();
    if (fits.size() != 1) {
      int port = sockets.isEmpty() ? 0 : sockets.get(0).local().port();
      throw failure("one socket on " + address, fits.size() + " of them", port);
    }
    return fits.get(0);
  }

  /** The one socket with this local port and peer port (0: no peer). */
  OpenSocket socket(Protocol protocol, int localPort, int peerPort) {
    List<OpenSocket> fits = sockets(protocol, localPort, peerPort);
    if (fits.size() != 1) {
      String wanted = "one " + protocol + " socket :" + localPort + " -> :" + peerPort;
      throw failure(wanted, fits.size() + " of them", localPort);
    }
    return fits.get(0);
  }

  /** True when no socket that fits has this local port. */
  boolean hasNone(int localPort, Predicate<OpenSocket> fits) {
    return onPort(localPort).noneMatch(fits);
  }

  /** The owners' pids of a socket that must have owners. */
  Set<Long> pids(OpenSocket socket) {
    if (!socket.ownership().isKnown()) {
      throw failure("an owner", EventText.of(socket), socket.local().port());
    }
    return socket.ownership().owners().stream()
        .map(o -> o.process().pid())
        .collect(Collectors.toSet());
  }

  /** The only owner of a socket, who must be this process. */
  Owner owner(OpenSocket socket, long pid) {
    if (!pids(socket).equals(Set.of(pid))) {
      throw failure("process " + pid + " alone", EventText.of(socket), socket.local().port());
    }
    return socket.ownership().owners().get(0);
  }

  /** That something about a socket is so. */
  void holds(boolean claim, String wanted, OpenSocket socket) {
    if (!claim) {
      throw failure(wanted, EventText.of(socket), socket.local().port());
    }
  }

  void hasPeer(OpenSocket socket, Endpoint peer) {
    holds(socket.peer().equals(peer), "the peer " + peer, socket);
  }

  private java.util.stream.Stream<OpenSocket> onPort(int port) {
    return snapshot.sockets().stream().filter(s -> s.local().port() == port);
  }

  private AssertionFailedError failure(String wanted, String found, int port) {
    String there = onPort(port).map(EventText::of).collect(Collectors.joining("\n  "));
    return new AssertionFailedError(
        String.format(
            "%s: expected %s, found %s.%nSockets on port %d:%n  %s%nSockets in all: %d, gaps: %s",
            provider, wanted, found, port, there, snapshot.sockets().size(), snapshot.gaps()));
  }
}
