package dev.flowtruth.core.watch;

import java.util.HashMap;
import java.util.Map;

/** When each namespace was last seen whole. */
final class PassHistory {
  static final long NEVER = Long.MIN_VALUE;

  private long lastStarted = NEVER;
  private Map<Long, Long> lastWholeOfHidden = new HashMap<>();

  /** Start of the last pass that saw the whole namespace, {@link #NEVER} when there was none. */
  long lastWhole(long netns) {
    long own = lastWholeOfHidden.getOrDefault(netns, lastStarted);
    return Math.min(own, lastWholeOfHidden.getOrDefault(Pass.ALL, lastStarted));
  }

  void add(Pass pass) {
    Map<Long, Long> next = new HashMap<>();
    for (long netns : pass.hidden()) {
      next.put(netns, lastWhole(netns));
    }
    if (next.containsKey(Pass.ALL)) {
      lastWholeOfHidden.forEach(next::putIfAbsent);
    }
    lastWholeOfHidden = next;
    lastStarted = pass.started();
  }
}
