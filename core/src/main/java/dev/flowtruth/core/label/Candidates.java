package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** The sockets that one rung found for one end, filtered by the user's options. */
final class Candidates {
  /** Within a second a tuple may well change hands; within a millisecond it does not. */
  private static final long COARSE_NANOS = 1_000_000_000L;

  private final End end;
  private final MatchOptions options;
  private final List<Candidate> found = new ArrayList<>(2);
  private List<NatPath.Taken> taken = List.of();
  private boolean reachedSurely = true;

  Candidates(End end, MatchOptions options) {
    this.end = end;
    this.options = options;
  }

  /** From now on takes no socket of these namespaces: the tuple was none of theirs. */
  void leaveOut(List<NatPath.Taken> namespaces) {
    taken = namespaces;
  }

  /** Says whether the flow surely went where the next rows are looked for. */
  void reached(boolean surely) {
    reachedSurely = surely;
  }

  long recentNanos() {
    return options.recent().toNanos();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Takes the row if it may have lived during the flow. */
  void offer(OwnershipHistory history, int row) {
    Candidate possible = new Candidate(history, row, false);
    if (possible.openedAfter() < end.until()
        && possible.closedAt() > end.from()
        && isWanted(history, row)) {
      found.add(isSure(possible) ? new Candidate(history, row, true) : possible);
    }
  }

  /** Takes the row if it was closed before the flow began. */
  void offerClosed(OwnershipHistory history, int row) {
    long closed = history.sockets.closed.at(row);
    if (closed <= end.from() && end.from() - closed <= recentNanos() && isWanted(history, row)) {
      found.add(new Candidate(history, row, false));
    }
  }

  /** Of closed rows, keeps those that nobody followed on their tuple in their namespace. */
  void keepLatestClosed(IntPredicate isTrusted) {
    found.removeIf(
        one -> !isTrusted.test(one.row()) || found.stream().anyMatch(o -> follows(o, one)));
  }

  /**
   * Those that compete: the ones that surely lived during the flow, where there are such, and those
   * that lived beside them; remains of a connection only where there is nothing else.
   */
  List<Candidate> competing() {
    List<Candidate> competing = found;
    if (found.size() > 1) {
      competing = preferred(competing, this::isSureOrBesideASureOne);
      competing =
          preferred(competing, c -> c.history().sockets.absence(c.row()) != Reason.TIME_WAIT);
    }
    return competing;
  }

  /**
   * A doubtful one that came before or after a sure one had the tuple at another time, unless the
   * file knows no time better than to the second: then both may be in one row. A twin that was
   * there with it, on another link, may as well have carried the whole flow.
   */
  private boolean isSureOrBesideASureOne(Candidate one) {
    return one.sure()
        || end.flow().resolutionNanos() >= COARSE_NANOS
        || mayCarryAll(one) && found.stream().anyMatch(o -> o.sure() && o.livedBeside(one));
  }

  private boolean mayCarryAll(Candidate candidate) {
    long resolution = end.flow().resolutionNanos();
    return candidate.openedAfter() < end.from() + resolution
        && candidate.closedAt() > end.until() - resolution;
  }

  private static List<Candidate> preferred(
      List<Candidate> all, java.util.function.Predicate<Candidate> rule) {
    List<Candidate> better = all.stream().filter(rule).toList();
    return better.isEmpty() ? all : better;
  }

  private static boolean follows(Candidate later, Candidate earlier) {
    return later.history() == earlier.history()
        && later.history().sockets.netns(later.row())
            == earlier.history().sockets.netns(earlier.row())
        && later.closedAt() > earlier.closedAt();
  }

  /** Its sure life meets the flow, wherever in its resolution the packets were. */
  private boolean isSure(Candidate candidate) {
    long resolution = end.flow().resolutionNanos();
    return reachedSurely
        && candidate.openedAt() <= end.until() - resolution
        && candidate.closedAfter() >= end.from() + resolution;
  }

  private boolean isWanted(OwnershipHistory history, int row) {
    long netns = history.sockets.netns(row);
    if (options.netns() != 0 && netns != 0 && netns != options.netns() || isTaken(history, netns)) {
      return false;
    }
    int scope = history.sockets.scope(row);
    if (options.interfaceName() == null || scope == 0) {
      return true;
    }
    Set<Integer> indexes = history.addresses.interfaceIndexes(options.interfaceName(), netns);
    return indexes.isEmpty() || indexes.contains(scope); // the other end may be elsewhere
  }

  private boolean isTaken(OwnershipHistory history, long netns) {
    for (NatPath.Taken one : taken) {
      if (one.history() == history && (one.netns() == netns || one.netns() == 0)) {
        return true;
      }
    }
    return false;
  }
}
