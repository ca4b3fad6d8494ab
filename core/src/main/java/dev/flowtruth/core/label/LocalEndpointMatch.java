package dev.flowtruth.core.label;

/**
 * A connectionless socket that is bound to this address and port and has no peer of its own. The
 * address must have been the host's.
 */
record LocalEndpointMatch() implements Match {
  @Override
  public Basis basis() {
    return Basis.LOCAL_ENDPOINT;
  }

  @Override
  public void find(End end, OwnershipHistory history, Candidates candidates) {
    if (end.protocol().isConnectionOriented()) {
      return;
    }
    Lookup.unconnected(
        history,
        end,
        end.local().address(),
        row -> {
          if (isOwnAddress(end, history, row)) {
            candidates.offer(history, row);
          }
        });
  }

  /** True when the end's address was the host's, in the row's namespace, during the flow. */
  static boolean isOwnAddress(End end, OwnershipHistory history, int row) {
    return history.addresses.isLocal(
        end.local().address(), history.sockets.netns(row), end.from(), end.until());
  }
}
