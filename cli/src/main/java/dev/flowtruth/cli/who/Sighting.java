package dev.flowtruth.cli.who;

import dev.flowtruth.core.label.OwnershipInterval;
import dev.flowtruth.core.label.OwnershipInterval.Holding;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket with one tuple, now or in a recording, with all who held it.
 *
 * @param socket as it is, or as it was last seen
 * @param opened when it began, wall-clock ns; null when it is not known
 * @param closed when it ended, wall-clock ns; null when it had not
 */
record Sighting(OpenSocket socket, @Nullable TimeBounds opened, @Nullable TimeBounds closed) {

  /** A socket that is open now. */
  static Sighting of(OpenSocket socket) {
    boolean known = socket.openedNanos() != ProcessRef.UNKNOWN;
    return new Sighting(socket, known ? TimeBounds.exact(socket.openedNanos()) : null, null);
  }

  /** A recorded one, with all who held it. The history keeps sockets. */
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
    Ownership ownership =
        owners.isEmpty() ? Ownership.absent(reason(interval)) : Ownership.of(owners);
    OpenSocket socket = Objects.requireNonNull(interval.socket());
    return new Sighting(socket.withOwnership(ownership), interval.opened(), interval.closed());
  }

  private static Reason reason(OwnershipInterval interval) {
    return interval.absence() == null ? Reason.SEEN_WITHOUT_OWNER : interval.absence();
  }

  private static boolean covers(TimeBounds from, @Nullable TimeBounds until, long nanos) {
    return from.after() <= nanos && (until == null || nanos <= until.at());
  }
}
