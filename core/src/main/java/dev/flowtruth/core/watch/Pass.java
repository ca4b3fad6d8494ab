package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.TimeBounds;
import java.util.HashSet;
import java.util.Set;

/**
 * One look, and the namespaces that it could not see whole.
 *
 * @param hidden namespaces in which what was not found may be there all the same; {@link #ALL} when
 *     that is so everywhere
 */
record Pass(Snapshot snapshot, Set<Long> hidden) {
  /** Stands for every namespace. */
  static final long ALL = 0;

  static Pass of(Snapshot snapshot) {
    Set<Long> hidden = new HashSet<>();
    for (Gap gap : snapshot.gaps()) {
      if (hidesKnownSockets(gap)) {
        hidden.add(gap.netns());
      }
    }
    return new Pass(snapshot, hidden);
  }

  /**
   * Namespaces that were never read, and have no number, hide nothing that is known; nor does what
   * may not be read of one whose sockets may.
   */
  private static boolean hidesKnownSockets(Gap gap) {
    return switch (gap.reason()) {
      case NO_PERMISSION -> false;
      case OTHER_NAMESPACE -> gap.netns() != ALL;
      default -> true;
    };
  }

  boolean isHidden(long netns) {
    return hidden.contains(ALL) || hidden.contains(netns);
  }

  long started() {
    return snapshot.startedNanos();
  }

  long finished() {
    return snapshot.finishedNanos();
  }

  TimeBounds time() {
    return TimeBounds.between(started(), finished());
  }
}
