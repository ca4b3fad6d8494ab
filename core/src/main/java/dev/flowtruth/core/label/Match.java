package dev.flowtruth.core.label;

/**
 * A rung of the ladder: one way to find the socket at an end of a flow. The rungs are tried in the
 * order of {@link Basis}, each only when the one before found nothing; {@link Basis#NAT} is no rung
 * of its own but these, tried on what the end was before translations. Stateless.
 */
sealed interface Match
    permits ExactMatch, LocalEndpointMatch, WildcardMatch, RecentMatch, ListenerMatch {
  Basis basis();

  /** Adds the sockets of one host that fit. */
  void find(End end, OwnershipHistory history, Candidates candidates);
}
