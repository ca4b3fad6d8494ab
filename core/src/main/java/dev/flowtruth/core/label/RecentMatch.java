package dev.flowtruth.core.label;

/**
 * The socket that had this very tuple and was closed shortly before the flow began, when nobody had
 * it in between: late RST and FIN.
 *
 * <p>That nobody had it must be known, so a history that may have missed a socket never matches by
 * it, nor one in which a loss lies between. A translation has a tuple too.
 */
record RecentMatch() implements Match {
  @Override
  public Basis basis() {
    return Basis.RECENT;
  }

  @Override
  public void find(End end, OwnershipHistory history, Candidates candidates) {
    Coverage coverage = history.coverage();
    if (!coverage.missesNoSocketOf(end.protocol())
        || end.from() > coverage.endedNanos()
        || history.forgottenUntilNanos() >= end.from() - candidates.recentNanos()) {
      return;
    }
    long earliest = end.from() - candidates.recentNanos();
    if (history.translations.translates(end, earliest)) {
      return;
    }
    Lookup.connected(history, end, earliest, row -> candidates.offerClosed(history, row));
    candidates.keepLatestClosed(
        closed -> !history.troubles.lostIn(history.sockets.netns(closed), earliest, end.until()));
  }
}
