package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.SocketState;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What differs between two sights of one socket. Pure functions. */
final class SocketDiff {
  private SocketDiff() {}

  /** Another tuple, or a state that means something else to who matches flows. */
  static boolean endpointDiffers(OpenSocket before, OpenSocket now) {
    return !before.hasTupleOf(now) || phase(before.state()) != phase(now.state());
  }

  private static SocketState phase(SocketState state) {
    return switch (state) {
      case LISTEN -> SocketState.LISTEN;
      case SYN_SENT, SYN_RECV -> SocketState.SYN_SENT;
      case CLOSE, UNCONNECTED, UNKNOWN -> SocketState.UNCONNECTED;
      case ESTABLISHED, FIN_WAIT1, FIN_WAIT2, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING ->
          SocketState.ESTABLISHED;
    };
  }

  /** Other owners, or another reason for having none; their order means nothing. */
  static boolean ownershipDiffers(Ownership before, Ownership now) {
    if (before.equals(now)) {
      return false;
    }
    return !Objects.equals(before.absence(), now.absence())
        || !Set.copyOf(before.owners()).equals(Set.copyOf(now.owners()));
  }

  /** Owners that are new, run another image, or have another role. */
  static List<Owner> appeared(Ownership before, Ownership now) {
    return now.owners().stream().filter(owner -> !before.owners().contains(owner)).toList();
  }

  /** Owners whose process holds the socket no more; one that merely ran exec still does. */
  static List<Owner> gone(Ownership before, Ownership now) {
    Set<ProcessId> holders = new HashSet<>();
    now.owners().forEach(owner -> holders.add(owner.process().id()));
    return before.owners().stream().filter(o -> !holders.contains(o.process().id())).toList();
  }
}
