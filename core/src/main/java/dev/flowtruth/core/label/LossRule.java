package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Reason;
import java.util.List;

/**
 * Where events tell of every socket and of everybody who uses it, nothing but a loss explains a
 * socket without an owner, or one that may have gone on into the life of the next. Polls miss both
 * without any loss.
 */
final class LossRule {
  private LossRule() {}

  /** The same label, or one that gives the loss as the reason; the owners stay. */
  static Label explain(Label label, List<Candidate> candidates) {
    Reason reason = label.reason();
    boolean applies =
        reason == Reason.SEEN_WITHOUT_OWNER && anyLost(candidates, true)
            || reason == Reason.AMBIGUOUS && anyLost(candidates, false);
    return applies ? Label.none(Reason.LOST_EVENTS, label.owners()) : label;
  }

  private static boolean anyLost(List<Candidate> candidates, boolean sureOnesToo) {
    for (Candidate candidate : candidates) {
      if ((sureOnesToo || !candidate.sure()) && isTouched(candidate)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTouched(Candidate candidate) {
    OwnershipHistory history = candidate.history();
    long netns = history.sockets.netns(candidate.row());
    return history.coverage().isByEvents()
        && history.troubles.lostIn(netns, candidate.openedAfter(), candidate.closedAt());
  }
}
