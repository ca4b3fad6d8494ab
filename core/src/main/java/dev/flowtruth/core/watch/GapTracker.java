package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells each gap twice: when it begins, and in its full length when it ends. */
final class GapTracker {
  private final Consumer<SocketEvent> out;
  private final Map<Key, Ongoing> ongoing = new LinkedHashMap<>();

  /** What makes two gaps one; the cause in words may differ from look to look. */
  private record Key(String what, Reason reason, long netns) {
    static Key of(Gap gap) {
      return new Key(gap.what(), gap.reason(), gap.netns());
    }
  }

  private record Ongoing(Gap gap, long fromNanos) {}

  GapTracker(Consumer<SocketEvent> out) {
    this.out = out;
  }

  /**
   * A gap is there.
   *
   * @param fromNanos when all was last well
   * @param atNanos now
   */
  void met(Gap gap, long fromNanos, long atNanos) {
    long from = Math.min(fromNanos, gap.sinceNanos());
    if (ongoing.putIfAbsent(Key.of(gap), new Ongoing(gap, from)) == null) {
      out.accept(new SocketEvent.GapSeen(gap, TimeBounds.between(from, atNanos)));
    }
  }

  /** These gaps are there; what is not among them is over. */
  void onlyMet(List<Gap> gaps, long fromNanos, long atNanos) {
    Set<Key> met = new HashSet<>();
    for (Gap gap : gaps) {
      met.add(Key.of(gap));
      met(gap, fromNanos, atNanos);
    }
    Iterator<Map.Entry<Key, Ongoing>> all = ongoing.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Ongoing> entry = all.next();
      if (!met.contains(entry.getKey())) {
        all.remove();
        tellWhole(entry.getValue(), atNanos);
      }
    }
  }

  private void tellWhole(Ongoing over, long atNanos) {
    TimeBounds time = TimeBounds.between(over.fromNanos(), atNanos);
    out.accept(new SocketEvent.GapSeen(over.gap(), time));
  }
}
