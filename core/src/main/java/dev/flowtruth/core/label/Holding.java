package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ProcessRef;

/**
 * A process that held a candidate's socket during the flow: a view of a holder's row.
 *
 * @param candidate the socket
 * @param row the holder's row
 */
record Holding(Candidate candidate, int row) {
  ProcessRef process() {
    return holders().process(row);
  }

  LabelledOwner owner() {
    return new LabelledOwner(process(), holders().role(row));
  }

  boolean used() {
    return holders().used(row);
  }

  /** Since when it may have held the socket; where nothing is known: since the socket was seen. */
  long fromAfter() {
    long after = holders().from.after(row);
    return after == Long.MIN_VALUE ? Math.min(fromAt(), candidate.openedAfter()) : after;
  }

  long fromAt() {
    return holders().from.at(row);
  }

  /** Until when it may have held the socket. */
  long untilAt() {
    return lastsToTheEnd()
        ? candidate.closedAt()
        : Math.min(holders().until.at(row), candidate.closedAt());
  }

  /** Until when it surely held the socket. */
  long untilAfter() {
    return lastsToTheEnd()
        ? candidate.closedAfter()
        : Math.min(holders().until.after(row), candidate.closedAfter());
  }

  /** True when both ends were told by events. */
  boolean isExact() {
    boolean began = holders().from.isExact(row);
    boolean ended =
        lastsToTheEnd()
            ? candidate.history().sockets.closed.isExact(candidate.row())
            : holders().until.isExact(row);
    return began && ended;
  }

  boolean overlaps(End end) {
    return fromAfter() < end.until() && untilAt() > end.from();
  }

  private boolean lastsToTheEnd() {
    return holders().until.at(row) == TimesField.NEVER || holders().isOrphaned(row);
  }

  private HolderRows holders() {
    return candidate.history().holders;
  }
}
