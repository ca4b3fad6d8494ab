package dev.flowtruth.cli.snapshot;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of two providers is right where they differ, by what each can see at all. Where that
 * decides nothing it says so: two looks are never made at one moment.
 *
 * @param ownNetns inode number of the network namespace that we are in, 0 where there is none
 */
record Arbiter(long ownNetns) {
  /** By these a provider is right about a socket that the other one takes for something else. */
  private static final List<Capability> DECISIVE =
      List.of(
          Capability.EVENTS,
          Capability.SOCKET_IDENTITY,
          Capability.SHARED_OWNERS,
          Capability.OTHER_USERS,
          Capability.UDP_PEERS);

  private static final Map<Protocol, Capability> PROTOCOLS =
      Map.of(
          Protocol.TCP, Capability.TCP,
          Protocol.UDP, Capability.UDP,
          Protocol.UDPLITE, Capability.UDPLITE,
          Protocol.SCTP, Capability.SCTP,
          Protocol.ICMP, Capability.ICMP,
          Protocol.ICMP6, Capability.ICMP);

  /** Why the other provider does not have a socket; empty when its capabilities do not say. */
  String missing(OpenSocket socket, int others, View other) {
    Capability kind = socket.protocol().raw() ? Capability.RAW : PROTOCOLS.get(socket.protocol());
    if (kind != null && !other.sees(kind)) {
      return because(other.provider() + " does not see " + kind.words());
    }
    boolean elsewhere = ownNetns != 0 && socket.netns() != 0 && socket.netns() != ownNetns;
    if (elsewhere && !other.sees(Capability.OTHER_NAMESPACES)) {
      return because(other.provider() + " does not see " + Capability.OTHER_NAMESPACES.words());
    }
    if (!socket.isUnconnected() && isUdp(socket) && !other.sees(Capability.UDP_PEERS)) {
      return because(other.provider() + " does not see " + Capability.UDP_PEERS.words());
    }
    boolean mergesThem = others > 0 && !other.sees(Capability.SOCKET_IDENTITY);
    return mergesThem ? because(other.provider() + " cannot tell sockets of one tuple apart") : "";
  }

  private static boolean isUdp(OpenSocket socket) {
    return socket.protocol().equals(Protocol.UDP);
  }

  /** Which of two sets of owners is right; empty when the capabilities do not say. */
  String owners(View first, Set<String> mine, View second, Set<String> theirs) {
    if (mine.containsAll(theirs) && knowsAll(first, second)) {
      return because(first.provider() + " is right: " + lists(second));
    }
    if (theirs.containsAll(mine) && knowsAll(second, first)) {
      return because(second.provider() + " is right: " + lists(first));
    }
    return "";
  }

  private static boolean knowsAll(View one, View other) {
    return one.sees(Capability.SHARED_OWNERS) && !other.sees(Capability.SHARED_OWNERS);
  }

  private static String lists(View other) {
    return other.provider() + " names one holder of several";
  }

  private static String because(String cause) {
    return " (" + cause + ")";
  }

  /** Who is right in general, as the end of a sentence. */
  static String verdict(View first, View second) {
    String ours = advantages(first, second);
    String theirs = advantages(second, first);
    if (ours != null && theirs == null) {
      return right(first, second, ours);
    }
    if (theirs != null && ours == null) {
      return right(second, first, theirs);
    }
    return "; neither is right by construction, and one looked later than the other";
  }

  private static String right(View better, View worse, String by) {
    return "; "
        + better.provider()
        + " is right by construction, for it sees what "
        + worse.provider()
        + " does not: "
        + by;
  }

  private static @Nullable String advantages(View one, View other) {
    Set<Capability> more = EnumSet.noneOf(Capability.class);
    DECISIVE.stream().filter(c -> one.sees(c) && !other.sees(c)).forEach(more::add);
    return more.isEmpty()
        ? null
        : more.stream().map(Capability::words).collect(Collectors.joining(", "));
  }
}
