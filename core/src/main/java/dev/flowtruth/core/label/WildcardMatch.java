package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import java.util.function.IntConsumer;

/**
 * A connectionless socket that is bound to this port on the wildcard address; and whoever may
 * receive a multicast or broadcast. The address must have been the host's.
 */
record WildcardMatch() implements Match {
  @Override
  public Basis basis() {
    return Basis.WILDCARD;
  }

  @Override
  public void find(End end, OwnershipHistory history, Candidates candidates) {
    if (end.protocol().isConnectionOriented()) {
      return;
    }
    IpAddress address = end.local().address();
    IntConsumer offerIfReceived =
        row -> {
          if (mayReceive(end, history, row)) {
            candidates.offer(history, row);
          }
        };
    Lookup.wildcard(history, end, offerIfReceived);
    if (history.addresses.isReceivedByMany(address, 0, end.from(), end.until())) {
      Lookup.unconnected(history, end, address, offerIfReceived);
    }
  }

  private static boolean mayReceive(End end, OwnershipHistory history, int row) {
    return LocalEndpointMatch.isOwnAddress(end, history, row)
        || history.addresses.isReceivedByMany(
            end.local().address(), history.sockets.netns(row), end.from(), end.until());
  }
}
