package dev.flowtruth.cli.acceptance;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import dev.flowtruth.workload.Truth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins what the processes wrote down, each for itself, to flows with two ends. */
final class TrueFlows {
  /** A server may note its accept this much before the client notes its connect. */
  private static final long SLACK_NANOS = 5_000_000L;

  private final Map<String, List<Truth>> byPorts;

  private TrueFlows(List<Truth> truth) {
    byPorts = truth.stream().collect(groupingBy(t -> ports(t.protocol(), t.local(), t.peer())));
  }

  /** Every socket that a client opened, towards each of its peers, oldest first. */
  static List<TrueFlow> of(List<Truth> truth) {
    TrueFlows ends = new TrueFlows(truth);
    List<TrueFlow> flows = new ArrayList<>();
    for (List<Truth> holds : sockets(truth)) {
      if (holds.stream().anyMatch(t -> t.role().equals("creator") && t.peer() != null)) {
        flows.add(ends.flow(holds));
      }
    }
    flows.sort(comparingLong(TrueFlow::firstNanos));
    for (int i = 0; i < flows.size(); i++) {
      flows.set(i, flows.get(i).withId(i));
    }
    return flows;
  }

  /** All holds of each socket towards each peer, in order of time. */
  private static Collection<List<Truth>> sockets(List<Truth> truth) {
    Map<List<Object>, List<Truth>> sockets = new LinkedHashMap<>();
    truth.stream()
        .sorted(comparingLong(t -> t.opened().wall()))
        .forEach(
            t -> {
              List<Object> key = List.of(t.netns(), t.socket(), "" + t.peer());
              sockets.computeIfAbsent(key, k -> new ArrayList<>()).add(t);
            });
    return sockets.values();
  }

  private TrueFlow flow(List<Truth> holds) {
    Truth creator = holds.get(0);
    Truth.Address peer = Objects.requireNonNull(creator.peer());
    long first = creator.opened().wall();
    long last = holds.stream().mapToLong(t -> t.closed().wall()).max().orElseThrow();
    Truth.Address source = boundSource(creator, peer);
    String scenario = creator.scenario().isEmpty() ? creator.kind() : creator.scenario();
    return new TrueFlow(
        -1,
        scenario,
        last - first,
        creator.protocol(),
        source,
        peer,
        creator.netns(),
        first,
        last,
        holds,
        destination(creator, source, peer, first, last));
  }

  /** An unconnected socket has the wildcard address; its packets have the lab's. */
  private static Truth.Address boundSource(Truth creator, Truth.Address peer) {
    if (!Addresses.isWildcard(creator.local())) {
      return creator.local();
    }
    return new Truth.Address(Lab.sourceFor(Addresses.bare(peer)), creator.local().port());
  }

  private List<Truth> destination(
      Truth creator, Truth.Address source, Truth.Address peer, long first, long last) {
    List<Truth> exact =
        candidates(creator, peer, source)
            .filter(t -> t.peer() != null && isAt(t.peer(), source) && !t.role().equals("creator"))
            .filter(t -> t.opened().wall() >= first - SLACK_NANOS)
            .sorted(comparingLong(t -> t.opened().wall()))
            .toList();
    if (!exact.isEmpty()) {
      String socket = exact.get(0).socket();
      return exact.stream().filter(t -> t.socket().equals(socket)).toList();
    }
    return candidates(creator, peer, null)
        .filter(t -> t.protocol() == 17)
        .filter(t -> t.opened().wall() <= last && t.closed().wall() >= first)
        .toList();
  }

  /** Those bound to the creator's peer, whose own peer has this one's port. */
  private Stream<Truth> candidates(
      Truth creator, Truth.Address peer, Truth.@Nullable Address theirPeer) {
    String ports = ports(creator.protocol(), peer, theirPeer);
    return byPorts.getOrDefault(ports, List.of()).stream()
        .filter(t -> sameWorld(t, creator, peer) && isAt(t.local(), peer));
  }

  private static boolean isAt(Truth.Address bound, Truth.Address packet) {
    return bound.port() == packet.port()
        && (Addresses.isWildcard(bound) || Addresses.bare(bound).equals(Addresses.bare(packet)));
  }

  /** Loopback stays in its namespace; a link-local peer is on the cable of the same number. */
  private static boolean sameWorld(Truth end, Truth creator, Truth.Address peer) {
    if (Addresses.isLoopback(peer)) {
      return end.netns() == creator.netns();
    }
    return cable(end.local()).equals(cable(creator.local())) || Addresses.isWildcard(end.local());
  }

  private static String cable(Truth.Address address) {
    return Addresses.scope(address).replaceAll("\\D", "");
  }

  private static String ports(int protocol, Truth.Address local, Truth.@Nullable Address peer) {
    return protocol + ":" + local.port() + ":" + (peer == null ? 0 : peer.port());
  }
}
