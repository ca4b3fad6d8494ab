package dev.flowtruth.core.label;

/**
 * A socket that may have carried a flow's end.
 *
 * @param history the host's
 * @param row its row
 * @param sure true when it surely lived during the flow, whatever the bounds and the resolution
 */
record Candidate(OwnershipHistory history, int row, boolean sure) {
  /** When its life surely ended; a socket that is still open is known until the recording's end. */
  long closedAt() {
    return Math.min(history.sockets.closed.at(row), history.coverage().endedNanos());
  }

  /** Until when it surely lived. */
  long closedAfter() {
    return Math.min(history.sockets.closed.after(row), history.coverage().endedNanos());
  }

  /** Since when it may have lived; one that was there before the recording: since it was seen. */
  long openedAfter() {
    long after = history.sockets.opened.after(row);
    return after == Long.MIN_VALUE ? openedAt() : after;
  }

  /** Since when it surely lived. */
  long openedAt() {
    return history.sockets.opened.at(row);
  }

  /** True when both surely lived at one moment: twins in another namespace or on another link. */
  boolean livedBeside(Candidate other) {
    return Math.max(openedAt(), other.openedAt()) < Math.min(closedAfter(), other.closedAfter());
  }
}
