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
  private static final Match EXACT = new ExactMatch();
  private static final List<Match> WEAK = List.of(new LocalEndpointMatch(), new WildcardMatch());
  private static final Match RECENT = new RecentMatch();
  private static final Match LISTENER = new ListenerMatch();

  private static final Label FOREIGN = Label.none(Reason.NOT_LOCAL);

  /** IGMP. */
  private static final int GROUP_MANAGEMENT = 2;

  private final List<OwnershipHistory> histories;
  private final MatchOptions options;

  /** What is before a translation lies in another namespace than where the flow was captured. */
  private final MatchOptions insideOptions;

  private final AbsenceRule absences;
  private final AbsenceRule insideAbsences;

  /** A matcher against the histories of one host or several. */
  public FlowMatcher(List<OwnershipHistory> histories, MatchOptions options) {
    this.histories = List.copyOf(histories);
    this.options = options;
    this.insideOptions = new MatchOptions(0, null, options.recent(), options.acceptListener());
    this.absences = new AbsenceRule(this.histories, options.netns());
    this.insideAbsences = new AbsenceRule(this.histories, 0);
  }

  /** The labels of both ends. */
  public FlowLabel label(FlowRecord flow) {
    if (flow.protocolNumber() == 0 || flow.protocolNumber() == GROUP_MANAGEMENT) {
      return FlowLabel.none(Reason.NOT_A_SOCKET_PROTOCOL);
    }
    return new FlowLabel(label(End.source(flow)), label(End.destination(flow)));
  }

  private Label label(End end) {
    NatPath path = NatPath.of(end, histories);
    if (path == null && absences.isForeign(end)) {
      return FOREIGN;
    }
    if (IcmpRule.isKernels(end)) {
      return Label.none(absences.isLocal(end) ? Reason.KERNEL : Reason.NOT_LOCAL);
    }
    Climb climb = new Climb(end, path);
    climb.strong();
    if (!climb.isSettled() && absences.isForgotten(end)) {
      Label answer = climb.answer();
      return answer != null ? answer : Label.none(reason(end, path));
    }
    climb.weak();
    Label answer = climb.answer();
    if (answer == null) {
      answer = byListener(end, path);
    }
    return answer != null ? answer : Label.none(reason(end, path));
  }

  private Reason reason(End end, @Nullable NatPath path) {
    List<End> last = path == null ? List.of() : path.lastOnes();
    return last.isEmpty() ? absences.reason(end) : insideAbsences.reasonInside(last);
  }

  /**
   * The way down the ladder. It ends at the first rung that finds a socket which surely lived
   * during the flow. Where a rung finds only sockets that may have, what the next ones find
   * competes with them: a stronger basis does not make up for a doubtful time.
   *
   * <p>Where translations of the end were recorded, every rung is tried on what it was before them
   * too, and no socket is taken where the translation surely had the tuple: the kernel moves what
   * such a socket sends to another port [1]. Where it may have had it for some of the time, what is
   * inside competes even with a socket of this very tuple [2].
   */
  private final class Climb {
    private final End end;
    private final List<NatPath.Taken> taken;
    private final List<List<NatPath.Hop>> inside;
    private final boolean contested;
    private final List<Candidate> competing = new ArrayList<>(2);
    private @Nullable Basis basis;
    private boolean settled;

    Climb(End end, @Nullable NatPath path) {
      this.end = end;
      taken = path == null ? List.of() : path.outside().taken();
      inside = path == null ? List.of() : path.inside();
      contested = path != null && path.isContested();
    }

    void strong() {
      up(EXACT, end, taken); // see [1]
      for (List<NatPath.Hop> level : inside) {
        take(Basis.NAT, findInside(EXACT, end, level).competing()); // see [2]
      }
      for (List<NatPath.Hop> level : inside) {
        WEAK.forEach(rung -> upInside(Basis.NAT, rung, level));
      }
    }

    void weak() {
      WEAK.forEach(rung -> up(rung, end, taken));
      if (isEmpty()) {
        up(RECENT, end, taken);
        inside.forEach(level -> upInside(Basis.RECENT, RECENT, level));
      }
    }

    private void up(Match rung, End on, List<NatPath.Taken> without) {
      if (!settled) {
        take(rung.basis(), find(rung, on, without).competing());
      }
    }

    private void upInside(Basis as, Match rung, List<NatPath.Hop> level) {
      if (!settled) {
        take(as, findInside(rung, end, level).competing());
      }
    }

    private void take(Basis as, List<Candidate> found) {
      if (!found.isEmpty() && basis == null) {
        basis = as;
      }
      competing.addAll(found);
      for (Candidate candidate : found) {
        settled |= candidate.sure();
      }
    }

    boolean isSettled() {
      return settled;
    }

    boolean isEmpty() {
      return basis == null;
    }

    /** Null when no socket was found, or none that can be told from one that was missed. */
    @Nullable Label answer() {
      if (basis == null) {
        return null;
      }
      Label label = FlowMatcher.answer(basis, end, competing);
      if (label.isLabelled() && contested) {
        return Label.none(Reason.AMBIGUOUS, OwnerChoice.owners(end, competing));
      }
      return label.isLabelled() && !isProven() ? null : label;
    }

    /**
     * A socket that only may have lived during the flow is as good as a sure one as long as nobody
     * else can have had the tuple unnoticed. A poll that hears of no ends misses whoever came and
     * went since the last one.
     */
    private boolean isProven() {
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

  private @Nullable Label byListener(End end, @Nullable NatPath path) {
    List<Candidate> competing = listeners(end, path);
    if (competing.isEmpty()) {
      return null;
    }
    Label label = OwnerChoice.label(Basis.LISTENER, end, competing);
    if (options.acceptListener() && label.isLabelled()) {
      return label;
    }
    return Label.none(Reason.LISTENER_ONLY, OwnerChoice.owners(end, competing));
  }

  private List<Candidate> listeners(End end, @Nullable NatPath path) {
    if (path == null) {
      return find(LISTENER, end, List.of()).competing();
    }
    List<Candidate> found =
        new ArrayList<>(find(LISTENER, end, path.outside().taken()).competing());
    path.inside().forEach(l -> found.addAll(findInside(LISTENER, end, l).competing()));
    return found;
  }

  private Candidates find(Match rung, End end, List<NatPath.Taken> without) {
    Candidates candidates = new Candidates(end, options);
    candidates.leaveOut(without);
    histories.forEach(history -> rung.find(end, history, candidates));
    return candidates;
  }

  /** What a rung finds on any of these points of the end's way. */
  private Candidates findInside(Match rung, End end, List<NatPath.Hop> level) {
    Candidates candidates = new Candidates(end, insideOptions);
    for (NatPath.Hop hop : level) {
      candidates.reached(hop.sure());
      candidates.leaveOut(rung.basis() == Basis.EXACT ? List.of() : hop.taken());
      histories.forEach(history -> rung.find(hop.end(), history, candidates));
    }
    return candidates;
  }
}
