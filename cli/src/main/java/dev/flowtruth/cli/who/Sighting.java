package dev.flowtruth.cli.who;

import dev.flowtruth.core.label.OwnershipInterval;
import dev.flowtruth.core.label.OwnershipInterval.Holding;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket with one tuple, now or in a recording, and who held it.
 *
 * @param protocol protocol
 * @param local local endpoint
 * @param peer remote endpoint, none when it had none
 * @param netns inode number of its network namespace, 0 when unknown
 * @param opened when it began, wall-clock ns; null when it is not known
 * @param closed when it ended, wall-clock ns; null when it had not
 * @param owners who held it
 * @param absence why nobody is known, null when somebody is
 */
record Sighting(
    Protocol protocol,
    Endpoint local,
    Endpoint peer,
    long netns,
    @Nullable TimeBounds opened,
    @Nullable TimeBounds closed,
    List<Owner> owners,
    @Nullable Reason absence) {

  Sighting {
    owners = List.copyOf(owners);
  }

  /** A socket that is open now. */
  static Sighting of(OpenSocket socket) {
    TimeBounds opened =
        socket.openedNanos() == Long.MIN_VALUE ? null : TimeBounds.exact(socket.openedNanos());
    return new Sighting(
        socket.protocol(),
        socket.local(),
        socket.peer(),
        socket.netns(),
        opened,
        null,
        socket.ownership().owners(),
        socket.ownership().absence());
  }

  /** A recorded one, with all who held it. */
  static Sighting of(OwnershipInterval interval) {
    return of(interval, interval.holders());
  }

  /** A recorded one as it was at a moment; null when it surely was not open then. */
  static @Nullable Sighting at(OwnershipInterval interval, long nanos) {
    if (!covers(interval.opened(), interval.closed(), nanos)) {
      return null;
    }
    return of(
        interval,
        interval.holders().stream().filter(h -> covers(h.from(), h.until(), nanos)).toList());
  }

  private static Sighting of(OwnershipInterval interval, List<Holding> holders) {
    List<Owner> owners =
        holders.stream().map(h -> new Owner(h.process(), h.role(), h.used())).toList();
    Reason absence = owners.isEmpty() ? reason(interval) : null;
    return new Sighting(
        interval.protocol(),
        interval.local(),
        interval.peer(),
        interval.netns(),
        interval.opened(),
        interval.closed(),
        owners,
        absence);
  }

  private static Reason reason(OwnershipInterval interval) {
    return interval.absence() == null ? Reason.SEEN_WITHOUT_OWNER : interval.absence();
  }

  private static boolean covers(TimeBounds from, @Nullable TimeBounds until, long nanos) {
    return from.after() <= nanos && (until == null || nanos <= until.at());
  }

  boolean isUnconnected() {
    return peer.isNone();
  }
}
