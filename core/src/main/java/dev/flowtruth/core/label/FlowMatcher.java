package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels flows: for each end the process that owned its socket, or the reason why there is none.
 *
 * <p>The rungs are tried from the strongest to the weakest, each only when the one before found no
 * socket; then the sockets that were found are asked for their owner. Free of files, threads and
 * clocks. Thread-safe as long as no history is written to.
 */
public final class FlowMatcher {
  private static final List<Match> LADDER =
      List.of(
          new ExactMatch(),
          new NatMatch(),
          new LocalEndpointMatch(),
          new WildcardMatch(),
          new RecentMatch());
  private static final Match LISTENER = new ListenerMatch();

  /** IGMP. */
  private static final int GROUP_MANAGEMENT = 2;

  private final List<OwnershipHistory> histories;
  private final MatchOptions options;
  private final AbsenceRule absences;

  /** A matcher against the histories of one host or several. */
  public FlowMatcher(List<OwnershipHistory> histories, MatchOptions options) {
    this.histories = List.copyOf(histories);
    this.options = options;
    this.absences = new AbsenceRule(this.histories, options.netns());
  }

  /** The labels of both ends. */
  public FlowLabel label(FlowRecord flow) {
    if (flow.protocolNumber() == 0 || flow.protocolNumber() == GROUP_MANAGEMENT) {
      return FlowLabel.none(Reason.NOT_A_SOCKET_PROTOCOL);
    }
    return new FlowLabel(label(End.source(flow)), label(End.destination(flow)));
  }

  private Label label(End end) {
    if (IcmpRule.isKernels(end)) {
      return Label.none(absences.isLocal(end) ? Reason.KERNEL : Reason.NOT_LOCAL);
    }
    for (Match rung : LADDER) {
      if (isWeak(rung) && absences.isForgotten(end)) {
        return Label.none(absences.reason(end));
      }
      Candidates candidates = find(rung, end);
      if (!candidates.isEmpty()) {
        return answer(rung.basis(), end, candidates.competing());
      }
    }
    Label byListener = byListener(end);
    return byListener != null ? byListener : Label.none(absences.reason(end));
  }

  private static Label answer(Basis basis, End end, List<Candidate> candidates) {
    Label unproven = IcmpRule.rawProvesNothing(end, candidates);
    return unproven != null ? unproven : OwnerChoice.label(basis, end, candidates);
  }

  private @Nullable Label byListener(End end) {
    Candidates listeners = find(LISTENER, end);
    if (listeners.isEmpty()) {
      return null;
    }
    List<Candidate> competing = listeners.competing();
    Label label = OwnerChoice.label(Basis.LISTENER, end, competing);
    if (options.acceptListener() && label.isLabelled()) {
      return label;
    }
    return Label.none(Reason.LISTENER_ONLY, OwnerChoice.owners(end, competing));
  }

  private Candidates find(Match rung, End end) {
    Candidates candidates = new Candidates(end, options);
    for (OwnershipHistory history : histories) {
      rung.find(end, history, candidates);
    }
    return candidates;
  }

  /** Below the exact tuple, a forgotten interval could have been the better answer. */
  private static boolean isWeak(Match rung) {
    return !(rung instanceof ExactMatch) && !(rung instanceof NatMatch);
  }
}
