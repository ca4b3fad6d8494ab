package dev.flowtruth.core.label;

import java.util.function.IntConsumer;

/** The listening sockets that may have accepted a connection whose own socket was missed. */
record ListenerMatch() implements Match {
  @Override
  public Basis basis() {
    return Basis.LISTENER;
  }

  @Override
  public void find(End end, OwnershipHistory history, Candidates candidates) {
    if (!end.protocol().isConnectionOriented()) {
      return;
    }
    IntConsumer offerIfListening =
        row -> {
          if (history.sockets.isListening(row)
              && LocalEndpointMatch.isOwnAddress(end, history, row)) {
            candidates.offer(history, row);
          }
        };
    Lookup.unconnected(history, end, end.local().address(), offerIfListening);
    Lookup.wildcard(history, end, offerIfListening);
  }
}
