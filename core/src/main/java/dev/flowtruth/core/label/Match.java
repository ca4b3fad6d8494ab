package dev.flowtruth.core.label;

/**
 * A rung of the ladder: one way to find the socket at an end of a flow. The rungs are tried in the
 * order of {@link Basis}, each only when the one before found nothing. Stateless.
 */
sealed interface Match
    permits ExactMatch, NatMatch, LocalEndpointMatch, WildcardMatch, RecentMatch, ListenerMatch {
  Basis basis();

  /** Adds the sockets of one host that fit. */
  void find(End end, OwnershipHistory history, Candidates candidates);
}
