package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Reason;
import java.util.ArrayList;
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
  private static final List<Match> STRONG = List.of(new ExactMatch(), new NatMatch());
  private static final List<Match> WEAK = List.of(new LocalEndpointMatch(), new WildcardMatch());

  private static final Match RECENT = new RecentMatch();
  private static final Match LISTENER = new ListenerMatch();

  private static final Label FOREIGN = Label.none(Reason.NOT_LOCAL);

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
    if (absences.isForeign(end)) {
      return FOREIGN;
    }
    if (IcmpRule.isKernels(end)) {
      return Label.none(absences.isLocal(end) ? Reason.KERNEL : Reason.NOT_LOCAL);
    }
    Climb climb = new Climb();
    climb.up(STRONG, end);
    if (!climb.isSettled() && absences.isForgotten(end)) {
      Label answer = climb.answer(end);
      return answer != null ? answer : Label.none(absences.reason(end));
    }
    climb.up(WEAK, end);
    if (climb.isEmpty()) {
      climb.up(List.of(RECENT), end);
    }
    Label answer = climb.answer(end);
    if (answer == null) {
      answer = byListener(end);
    }
    return answer != null ? answer : Label.none(absences.reason(end));
  }

  /**
   * The way down the ladder. It ends at the first rung that finds a socket which surely lived
   * during the flow. Where a rung finds only sockets that may have, what the next ones find
   * competes with them: a stronger basis does not make up for a doubtful time.
   */
  private final class Climb {
    private final List<Candidate> competing = new ArrayList<>(2);
    private @Nullable Basis basis;
    private boolean settled;

    void up(List<Match> rungs, End end) {
      for (Match rung : rungs) {
        if (settled) {
          return;
        }
        List<Candidate> found = find(rung, end).competing();
        if (!found.isEmpty() && basis == null) {
          basis = rung.basis();
        }
        competing.addAll(found);
        for (Candidate candidate : found) {
          settled |= candidate.sure();
        }
      }
    }

    boolean isSettled() {
      return settled;
    }

    boolean isEmpty() {
      return basis == null;
    }

    /** Null when no socket was found, or none that can be told from one that was missed. */
    @Nullable Label answer(End end) {
      if (basis == null) {
        return null;
      }
      Label label = FlowMatcher.answer(basis, end, competing);
      return label.isLabelled() && !isProven(end) ? null : label;
    }

    /**
     * A socket that only may have lived during the flow is as good as a sure one as long as nobody
     * else can have had the tuple unnoticed. A poll that hears of no ends misses whoever came and
     * went since the last one.
     */
    private boolean isProven(End end) {
      return settled
          || competing.stream()
              .allMatch(one -> one.history().coverage().missesNoSocketOf(end.protocol()));
    }
  }

  private static Label answer(Basis basis, End end, List<Candidate> candidates) {
    Label unproven = IcmpRule.provesNothing(end, candidates);
    return unproven != null
        ? unproven
        : LossRule.explain(OwnerChoice.label(basis, end, candidates), candidates);
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
}
