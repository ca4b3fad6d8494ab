package dev.flowtruth.core.label;

import java.util.List;

/** How sure the time of a label is, from how well the owner's intervals cover the flow. */
final class CertaintyRule {
  private CertaintyRule() {}

  /** The certainty for what one process held during the flow. */
  static Certainty of(Basis basis, End end, List<Holding> held) {
    for (Holding holding : held) {
      TroubleHistory troubles = holding.candidate().history().troubles;
      long netns = holding.candidate().history().sockets.netns(holding.candidate().row());
      if (troubles.lostIn(netns, end.from(), end.until())
          || isByPortAlone(basis) && troubles.untranslatedIn(netns, end.from(), end.until())) {
        return Certainty.UNSURE;
      }
    }
    if (covers(end, held)) {
      return areExact(held) && areSure(held) ? Certainty.CERTAIN : Certainty.BOUNDED;
    }
    return reachesNoFurtherThanBounds(end, held) ? Certainty.BOUNDED : Certainty.UNSURE;
  }

  /** Somebody else's translated flow may have borrowed the port, and nobody could see that. */
  private static boolean isByPortAlone(Basis basis) {
    return switch (basis) {
      case LOCAL_ENDPOINT, WILDCARD, LISTENER -> true;
      case EXACT, NAT, RECENT -> false;
    };
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

  /** What a translation leads to is as sure as that the flow went through it. */
  private static boolean areSure(List<Holding> held) {
    for (Holding holding : held) {
      if (!holding.candidate().sure()) {
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
