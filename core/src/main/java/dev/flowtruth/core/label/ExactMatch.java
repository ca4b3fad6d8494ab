package dev.flowtruth.core.label;

/** The socket that had this very tuple during the flow. */
record ExactMatch() implements Match {
  @Override
  public Basis basis() {
    return Basis.EXACT;
  }

  @Override
  public void find(End end, OwnershipHistory history, Candidates candidates) {
    Lookup.connected(history, end, end.from(), row -> candidates.offer(history, row));
  }
}
