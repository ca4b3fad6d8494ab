package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Reason;
import java.util.List;
import java.util.function.Predicate;

/** Why no socket was found: the first reason that applies, in the order of {@link Reason}. */
final class AbsenceRule {
  private final List<OwnershipHistory> histories;
  private final long netns;

  AbsenceRule(List<OwnershipHistory> histories, long netns) {
    this.histories = histories;
    this.netns = netns;
  }

  Reason reason(End end) {
    if (!isLocal(end)) {
      return Reason.NOT_LOCAL;
    }
    if (end.protocol().isIcmp() && !end.isSource()) {
      return Reason.KERNEL;
    }
    if (any(h -> h.troubles.hiddenIn(end.from(), end.until()))) {
      return Reason.OTHER_NAMESPACE;
    }
    if (all(h -> end.until() <= h.coverage().beganNanos())) {
      return Reason.BEFORE_RECORDING;
    }
    if (all(h -> end.from() >= h.coverage().endedNanos())) {
      return Reason.AFTER_RECORDING;
    }
    if (isTouchedByLoss(end)) {
      return Reason.LOST_EVENTS;
    }
    return mayBeTranslatedUnseen(end) ? Reason.NO_PERMISSION : Reason.NEVER_SEEN;
  }

  /**
   * Why nothing was found at an end that was translated; {@code last} is what it was before that.
   */
  Reason reasonInside(List<End> last) {
    for (End end : last) {
      if (isLocal(end)) {
        return reason(end);
      }
    }
    End any = last.get(0);
    boolean hidden = any(h -> h.troubles.hiddenIn(any.from(), any.until()));
    return hidden ? Reason.OTHER_NAMESPACE : Reason.NOT_LOCAL;
  }

  /** True when the end's address was a recorded host's, or one that it may receive for. */
  boolean isLocal(End end) {
    IpAddress address = end.local().address();
    return any(h -> h.addresses.isLocal(address, netns, earliest(h, end), latest(h, end)));
  }

  /** True when the end is none of any host's, so that no rung needs to be tried. */
  boolean isForeign(End end) {
    return all(history -> history.isForeign(end));
  }

  /** True when an interval that may have been this end's was forgotten. */
  boolean isForgotten(End end) {
    return any(h -> h.forgottenUntilNanos() > end.from());
  }

  private boolean isTouchedByLoss(End end) {
    return isForgotten(end) || any(h -> h.troubles.lostIn(netns, end.from(), end.until()));
  }

  /**
   * True when a namespace that has the address translates, and nobody could see what; or when a
   * process may have had the socket, and nobody could read it.
   */
  private boolean mayBeTranslatedUnseen(End end) {
    IpAddress address = end.local().address();
    return any(
        h ->
            h.troubles.untranslatedWhere(
                where -> h.addresses.isLocal(address, where, earliest(h, end), latest(h, end)),
                end.from(),
                end.until()));
  }

  /** What the host had when the recording began it had before, as far as anyone knows. */
  private static long earliest(OwnershipHistory history, End end) {
    return Math.min(end.from(), history.coverage().endedNanos() - 1);
  }

  private static long latest(OwnershipHistory history, End end) {
    long began = history.coverage().beganNanos();
    return began == Long.MIN_VALUE ? end.until() : Math.max(end.until(), began + 1);
  }

  private boolean any(Predicate<OwnershipHistory> rule) {
    for (OwnershipHistory history : histories) {
      if (rule.test(history)) {
        return true;
      }
    }
    return false;
  }

  private boolean all(Predicate<OwnershipHistory> rule) {
    return !any(rule.negate());
  }
}
