package dev.flowtruth.core.label;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** When something was lost or could not be seen, and in which namespace. */
final class TroubleHistory {
  /** Disjoint stretches of time, closed at both ends: from its key until its value. */
  private static final class Stretches {
    private final TreeMap<Long, Long> untilByFrom = new TreeMap<>();

    void add(long from, long until) {
      long start = from;
      long end = until;
      Map.Entry<Long, Long> before = untilByFrom.floorEntry(end);
      while (before != null && before.getValue() >= start) {
        start = Math.min(start, before.getKey());
        end = Math.max(end, before.getValue());
        untilByFrom.remove(before.getKey());
        before = untilByFrom.floorEntry(end);
      }
      untilByFrom.put(start, end);
    }

    boolean touches(long from, long until) {
      Map.Entry<Long, Long> last = untilByFrom.lowerEntry(until);
      return last != null && last.getValue() >= from;
    }
  }

  private final Map<Long, Stretches> losses = new HashMap<>();
  private final Map<Long, Stretches> untranslated = new HashMap<>();
  private final Stretches hidden = new Stretches();

  /** Events were lost, or a look failed, some time in [from, until]; namespace 0 means all. */
  void addLoss(long from, long until, long netns) {
    losses.computeIfAbsent(netns, unseen -> new Stretches()).add(from, until);
  }

  /**
   * Address translations of this namespace (0: of all), or processes by which alone sockets are
   * found, might not be read in [from, until].
   */
  void addUntranslated(long from, long until, long netns) {
    untranslated.computeIfAbsent(netns, unseen -> new Stretches()).add(from, until);
  }

  /** Some namespace could not be read in [from, until]. */
  void addHidden(long from, long until) {
    hidden.add(from, until);
  }

  /** True when a loss in this namespace (0: in any) touches [from, until). */
  boolean lostIn(long netns, long from, long until) {
    return touches(losses, netns, from, until);
  }

  /** True when translations of this namespace could not be read some time in [from, until). */
  boolean untranslatedIn(long netns, long from, long until) {
    return touches(untranslated, netns, from, until);
  }

  /** True when that is so of a namespace that fulfils the condition. */
  boolean untranslatedWhere(LongPredicate condition, long from, long until) {
    for (Map.Entry<Long, Stretches> one : untranslated.entrySet()) {
      if (one.getValue().touches(from, until) && condition.test(one.getKey())) {
        return true;
      }
    }
    return false;
  }

  private static boolean touches(
      Map<Long, Stretches> stretches, long netns, long from, long until) {
    if (stretches.isEmpty()) {
      return false;
    }
    for (Map.Entry<Long, Stretches> one : stretches.entrySet()) {
      boolean concerned = netns == 0 || one.getKey() == 0 || one.getKey() == netns;
      if (concerned && one.getValue().touches(from, until)) {
        return true;
      }
    }
    return false;
  }

  /** True when some namespace could not be read in [from, until). */
  boolean hiddenIn(long from, long until) {
    return hidden.touches(from, until);
  }
}
