package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gaps that were told once: each is told when it begins, and again when it ends. */
final class OngoingGaps {
  /** What makes two gaps one; the cause in words may differ from look to look. */
  private record Key(String what, Reason reason, long netns) {
    static Key of(Gap gap) {
      return new Key(gap.what(), gap.reason(), gap.netns());
    }
  }

  /** Takes a gap with the span that was told. */
  interface Taker<E extends Exception> {
    void take(Gap gap, TimeBounds span) throws E;
  }

  private record Told(Gap gap, TimeBounds span) {}

  private final Map<Key, Told> ongoing = new LinkedHashMap<>();

  /** A gap was told; true when that was its beginning. */
  boolean told(Gap gap, TimeBounds span) {
    Key key = Key.of(gap);
    if (ongoing.remove(key) != null) {
      return false;
    }
    ongoing.put(key, new Told(gap, span));
    return true;
  }

  /** Those whose end was not told yet. */
  <E extends Exception> void forEach(Taker<E> taker) throws E {
    for (Told told : ongoing.values()) {
      taker.take(told.gap(), told.span());
    }
  }
}
