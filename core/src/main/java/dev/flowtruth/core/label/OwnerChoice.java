package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the sockets that one rung found to a label: which process, or why none. Nothing is guessed:
 * where the sockets have different owners, or a socket has several and none is known to have used
 * it, all are named and none is chosen.
 */
final class OwnerChoice {
  private final End end;
  private final List<Candidate> candidates;
  private final List<Holding> holdings = new ArrayList<>(2);
  private boolean someWithoutOwner;
  private @Nullable Reason absence;

  private OwnerChoice(End end, List<Candidate> candidates, boolean recent) {
    this.end = end;
    this.candidates = candidates;
    for (Candidate candidate : candidates) {
      addHoldings(candidate, recent);
    }
    if (holdings.size() > 1) {
      holdings.sort(Comparator.comparingLong(Holding::fromAt));
    }
  }

  static Label label(Basis basis, End end, List<Candidate> candidates) {
    return new OwnerChoice(end, candidates, basis == Basis.RECENT).choose(basis);
  }

  /** All who held one of the sockets during the flow, each once. */
  static List<LabelledOwner> owners(End end, List<Candidate> candidates) {
    return distinctOwners(new OwnerChoice(end, candidates, false).holdings);
  }

  private Label choose(Basis basis) {
    if (holdings.isEmpty()) {
      return Label.none(absence == null ? Reason.SEEN_WITHOUT_OWNER : absence);
    }
    if (holdings.size() == 1 && !someWithoutOwner) { // nearly always
      Holding only = holdings.get(0);
      return labelled(basis, only, holdings, List.of(only.owner()));
    }
    List<Holding> speakers = speakers();
    if (speakers.isEmpty()) {
      return Label.none(severalReason(), distinctOwners(holdings));
    }
    List<Holding> others = new ArrayList<>(holdings);
    others.removeAll(speakers);
    Holding first = imageAtBeginning(speakers);
    List<Holding> all = new ArrayList<>(List.of(first));
    speakers.stream().filter(h -> !h.equals(first)).forEach(all::add);
    all.addAll(others);
    return labelled(basis, first, speakers, distinctOwners(all));
  }

  private Label labelled(
      Basis basis, Holding first, List<Holding> speakers, List<LabelledOwner> owners) {
    Certainty certainty = CertaintyRule.of(basis, end, speakers);
    String behind = PublishedPort.behind(first.process(), end, first.candidate().history());
    return new Label(first.owner(), owners, basis, certainty, null, times(), behind);
  }

  /** What the one process that answers for all candidates held; empty when there is no such one. */
  private List<Holding> speakers() {
    if (someWithoutOwner) {
      return List.of();
    }
    if (processes(holdings).size() == 1) {
      return holdings;
    }
    List<Holding> users = holdings.stream().filter(Holding::used).toList();
    boolean everySocketUsed =
        users.stream().map(Holding::candidate).distinct().count() == candidates.size();
    return everySocketUsed && processes(users).size() == 1 ? users : List.of();
  }

  private Reason severalReason() {
    boolean many =
        end.local().address().isMulticast()
            || candidates.stream().allMatch(c -> receivesForMany(c.history()));
    return candidates.size() == 1 || many ? Reason.SHARED : Reason.AMBIGUOUS;
  }

  private boolean receivesForMany(OwnershipHistory history) {
    return history.addresses.isReceivedByMany(end.local().address(), 0, end.from(), end.until());
  }

  private void addHoldings(Candidate candidate, boolean recent) {
    OwnershipHistory history = candidate.history();
    int before = holdings.size();
    int first = history.sockets.firstHolder(candidate.row());
    for (int h = first; h != HolderRows.NONE; h = history.holders.next(h)) {
      Holding holding = new Holding(candidate, h);
      if (recent ? holding.untilAt() == candidate.closedAt() : holding.overlaps(end)) {
        holdings.add(holding);
      }
    }
    if (holdings.size() == before) {
      someWithoutOwner = true;
      noteAbsence(history.sockets.absence(candidate.row()));
    }
  }

  private void noteAbsence(@Nullable Reason reason) {
    Reason noted = reason == null ? Reason.SEEN_WITHOUT_OWNER : reason;
    if (absence == null || noted.compareTo(absence) < 0) {
      absence = noted;
    }
  }

  /** The image that the process ran when the flow began. */
  private Holding imageAtBeginning(List<Holding> images) {
    Holding chosen = images.get(0);
    for (Holding image : images) {
      if (image.fromAt() <= end.from()) {
        chosen = image;
      }
    }
    return chosen;
  }

  private Label.@Nullable SocketTimes times() {
    Candidate only = candidates.get(0);
    SocketRows sockets = only.history().sockets;
    boolean openedKnown = sockets.opened.after(only.row()) != Long.MIN_VALUE;
    boolean closedKnown = sockets.closed.at(only.row()) != TimesField.NEVER;
    return new Label.SocketTimes(
        openedKnown ? only.openedAt() : ProcessRef.UNKNOWN,
        closedKnown ? only.closedAt() : ProcessRef.UNKNOWN,
        sockets.netns(only.row()));
  }

  /** A process is one only on its own host. */
  private record HostProcess(OwnershipHistory host, ProcessId id) {}

  private static Set<HostProcess> processes(List<Holding> holdings) {
    Set<HostProcess> ids = new LinkedHashSet<>();
    for (Holding holding : holdings) {
      ids.add(new HostProcess(holding.candidate().history(), holding.process().id()));
    }
    return ids;
  }

  private static List<LabelledOwner> distinctOwners(List<Holding> holdings) {
    Set<LabelledOwner> owners = new LinkedHashSet<>();
    for (Holding holding : holdings) {
      owners.add(holding.owner());
    }
    return List.copyOf(owners);
  }
}
