package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns rows of a history back into values. */
final class IntervalReader {
  private final OwnershipHistory history;

  IntervalReader(OwnershipHistory history) {
    this.history = history;
  }

  OwnershipInterval read(int row) {
    SocketRows sockets = history.sockets;
    return new OwnershipInterval(
        sockets.protocol(row),
        new Endpoint(sockets.localAddress(row), sockets.localPort(row)),
        new Endpoint(sockets.peerAddress(row), sockets.peerPort(row)),
        sockets.netns(row),
        sockets.isListening(row),
        bounds(sockets.opened, row),
        boundsUnlessNever(sockets.closed, row),
        holdings(row),
        sockets.absence(row),
        history.kept(row));
  }

  private List<OwnershipInterval.Holding> holdings(int row) {
    HolderRows holders = history.holders;
    List<OwnershipInterval.Holding> found = new ArrayList<>(1);
    int first = history.sockets.firstHolder(row);
    for (int h = first; h != HolderRows.NONE; h = holders.next(h)) {
      found.add(
          new OwnershipInterval.Holding(
              holders.process(h),
              holders.role(h),
              holders.used(h),
              bounds(holders.from, h),
              holders.isOrphaned(h) ? null : boundsUnlessNever(holders.until, h)));
    }
    Collections.reverse(found);
    return found;
  }

  private static @Nullable TimeBounds boundsUnlessNever(TimesField times, int row) {
    return times.at(row) == TimesField.NEVER ? null : bounds(times, row);
  }

  private static TimeBounds bounds(TimesField times, int row) {
    return new TimeBounds(times.after(row), times.at(row));
  }
}
