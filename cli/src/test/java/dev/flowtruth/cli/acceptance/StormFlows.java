package dev.flowtruth.cli.acceptance;

import static java.util.Comparator.comparingLong;

import dev.flowtruth.workload.StormSocket;
import dev.flowtruth.workload.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Joins the ends of a storm's connections. Each end sends the number of its socket to the other, so
 * the join needs no tuple: tuples come again within a second in a storm, sockets do not.
 */
final class StormFlows {
  private final Map<Long, StormSocket> byCookie = new HashMap<>();
  private final Map<Integer, StormSocket> serversByPort = new HashMap<>();

  private StormFlows(List<StormSocket> sockets) {
    for (StormSocket socket : sockets) {
      byCookie.put(socket.cookie(), socket);
      if (socket.process().role().equals("server")) {
        serversByPort.put(socket.local().port(), socket);
      }
    }
  }

  /** A flow for each socket that a client opened, oldest first. */
  static List<TrueFlow> of(List<StormSocket> sockets) {
    StormFlows ends = new StormFlows(sockets);
    List<StormSocket> clients =
        sockets.stream()
            .filter(s -> s.process().role().equals("creator"))
            .sorted(comparingLong(StormSocket::openingNanos))
            .toList();
    List<TrueFlow> flows = new ArrayList<>(clients.size());
    for (StormSocket client : clients) {
      flows.add(ends.flow(flows.size(), client));
    }
    return flows;
  }

  /** The other end of a client's socket. */
  static StormSocket otherEnd(Map<Long, StormSocket> byCookie, StormSocket client) {
    return Objects.requireNonNull(byCookie.get(client.peerCookie()), "no other end: " + client);
  }

  private TrueFlow flow(int id, StormSocket client) {
    boolean tcp = client.process().protocolNumber() == 6;
    Truth.Address peer = Objects.requireNonNull(client.peer());
    StormSocket server =
        tcp
            ? otherEnd(byCookie, client)
            : Objects.requireNonNull(serversByPort.get(peer.port()), "no server: " + client);
    String scenario = scenario(client);
    long wall = client.process().wallLessMonotonic();
    long closed = tcp ? Math.max(client.closedNanos(), server.closedNanos()) : client.closedNanos();
    return new TrueFlow(
        id,
        scenario,
        client.closedNanos() - client.openingNanos(),
        client.process().protocolNumber(),
        source(client.local()),
        peer,
        client.process().netns(),
        client.openingNanos() + wall,
        closed + wall,
        List.of(client.toTruth(scenario)),
        List.of(server.toTruth(scenario)));
  }

  private static String scenario(StormSocket client) {
    String family = client.local().ip().indexOf(':') < 0 ? "4" : "6";
    String how = Addresses.isWildcard(client.local()) ? " unconnected" : "";
    return "storm " + client.process().protocol() + family + how;
  }

  /** What the packets of an unconnected socket bear: the address that lo's route prefers. */
  private static Truth.Address source(Truth.Address local) {
    if (!Addresses.isWildcard(local)) {
      return local;
    }
    return new Truth.Address(local.ip().indexOf(':') < 0 ? "127.0.0.1" : "::1", local.port());
  }
}
