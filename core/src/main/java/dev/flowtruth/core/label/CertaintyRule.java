package dev.flowtruth.core.label;

import java.util.List;

/** How sure the time of a label is, from how well the owner's intervals cover the flow. */
final class CertaintyRule {
  private CertaintyRule() {}

  /** The certainty for what one process held during the flow. */
  static Certainty of(End end, List<Holding> held) {
    for (Holding holding : held) {
      OwnershipHistory history = holding.candidate().history();
      long netns = history.sockets.netns(holding.candidate().row());
      if (history.troubles.lostIn(netns, end.from(), end.until())) {
        return Certainty.UNSURE;
      }
    }
    if (covers(end, held)) {
      return areExact(held) ? Certainty.CERTAIN : Certainty.BOUNDED;
    }
    return reachesNoFurtherThanBounds(end, held) ? Certainty.BOUNDED : Certainty.UNSURE;
  }

  private static boolean covers(End end, List<Holding> held) {
    long resolution = end.flow().resolutionNanos();
    return firstSure(held) <= end.from() + resolution && lastSure(held) >= end.until() - resolution;
  }

  /**
   * The flow begins no earlier than the owner may have begun; and it ends within his last possible
   * moment, which lies no further from his last reading than polls are apart.
   */
  private static boolean reachesNoFurtherThanBounds(End end, List<Holding> held) {
    long resolution = end.flow().resolutionNanos();
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (Holding holding : held) {
      earliest = Math.min(earliest, holding.fromAfter());
      latest = Math.max(latest, holding.untilAt());
    }
    return earliest <= end.from() + resolution
        && latest >= end.until() - resolution
        && end.until() - resolution - lastSure(held) <= slack(held);
  }

  private static long slack(List<Holding> held) {
    long widest = 0;
    for (Holding holding : held) {
      Candidate candidate = holding.candidate();
      long closeWidth = candidate.closedAt() - candidate.closedAfter();
      long period = candidate.history().coverage().periodNanos();
      widest = Math.max(widest, closeWidth + 2 * period);
    }
    return widest;
  }

  private static boolean areExact(List<Holding> held) {
    for (Holding holding : held) {
      if (!holding.isExact()) {
        return false;
      }
    }
    return true;
  }

  private static long firstSure(List<Holding> held) {
    long first = Long.MAX_VALUE;
    for (Holding holding : held) {
      first = Math.min(first, holding.fromAt());
    }
    return first;
  }

  private static long lastSure(List<Holding> held) {
    long last = Long.MIN_VALUE;
    for (Holding holding : held) {
      last = Math.max(last, holding.untilAfter());
    }
    return last;
  }
}
