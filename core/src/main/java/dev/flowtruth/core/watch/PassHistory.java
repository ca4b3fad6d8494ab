package dev.flowtruth.core.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** When each namespace was last seen whole, now and a while ago. */
final class PassHistory {
  static final long NEVER = Long.MIN_VALUE;

  /**
   * Passes to look back at: events lag by up to 100 ms, and the quickest passes take tenths of one.
   */
  private static final int DEPTH = 512;

  private final Deque<State> states = new ArrayDeque<>();

  PassHistory() {
    states.addLast(new State(NEVER, NEVER, Map.of()));
  }

  /** What was known after a pass. */
  private record State(long finished, long lastStarted, Map<Long, Long> lastWholeOfHidden) {
    long lastWhole(long netns) {
      long own = lastWholeOfHidden.getOrDefault(netns, lastStarted);
      return Math.min(own, lastWholeOfHidden.getOrDefault(Pass.ALL, lastStarted));
    }
  }

  /** Start of the last pass that saw the whole namespace, {@link #NEVER} when there was none. */
  long lastWhole(long netns) {
    return states.getLast().lastWhole(netns);
  }

  /**
   * The same of passes that were over by then. A socket that was alive then, and is not in such a
   * pass, was opened after its start; a later pass may have come too late for it. Before the first
   * pass nothing is known of anyone, so its start stands in where none was over yet.
   */
  long lastWhole(long netns, long overByNanos) {
    long oldest = NEVER;
    for (var backwards = states.descendingIterator(); backwards.hasNext(); ) {
      State state = backwards.next();
      long whole = state.lastWhole(netns);
      if (state.finished() <= overByNanos && whole != NEVER) {
        return whole;
      }
      oldest = whole == NEVER ? oldest : whole;
    }
    return oldest;
  }

  void add(Pass pass) {
    Map<Long, Long> next = new HashMap<>();
    for (long netns : pass.hidden()) {
      next.put(netns, lastWhole(netns));
    }
    if (next.containsKey(Pass.ALL)) {
      states.getLast().lastWholeOfHidden().forEach(next::putIfAbsent);
    }
    states.addLast(new State(pass.finished(), pass.started(), next));
    if (states.size() > DEPTH) {
      states.removeFirst();
    }
  }
}
