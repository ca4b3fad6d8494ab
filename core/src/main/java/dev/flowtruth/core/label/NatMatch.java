package dev.flowtruth.core.label;

import dev.flowtruth.core.label.TranslationHistory.Ends;

/** The socket that had the tuple after a recorded translation is undone, by any rung above it. */
record NatMatch() implements Match {
  private static final ExactMatch EXACT = new ExactMatch();
  private static final LocalEndpointMatch LOCAL_ENDPOINT = new LocalEndpointMatch();
  private static final WildcardMatch WILDCARD = new WildcardMatch();

  @Override
  public Basis basis() {
    return Basis.NAT;
  }

  @Override
  public void find(End end, OwnershipHistory history, Candidates candidates) {
    if (history.translations.isEmpty()) {
      return;
    }
    Ends outside = new Ends(end.flow().protocolNumber(), end.local(), end.peer());
    for (Ends inside : history.translations.undo(outside, end.from(), end.until())) {
      End translated = end.translated(inside.local(), inside.peer());
      EXACT.find(translated, history, candidates);
      if (candidates.isEmpty()) {
        LOCAL_ENDPOINT.find(translated, history, candidates);
      }
      if (candidates.isEmpty()) {
        WILDCARD.find(translated, history, candidates);
      }
    }
  }
}
