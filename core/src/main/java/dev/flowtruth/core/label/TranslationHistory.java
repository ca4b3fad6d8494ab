package dev.flowtruth.core.label;

import dev.flowtruth.core.label.TranslationRows.Ends;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Recorded address translations, found by the tuple that a capture on either side of one shows. Not
 * thread-safe while translations are added.
 */
final class TranslationHistory {
  /**
   * A capture may see the first packet this long before the kernel knows its translation: what
   * comes in is captured before it is translated, and may wait in between.
   */
  private static final long SLACK_NANOS = 100_000_000;

  private final TranslationRows rows;
  private final TupleIndex index;
  private final Forgetter forgetter;

  TranslationHistory(AddressTable addresses, HistoryLimits limits) {
    rows = new TranslationRows(addresses);
    index = new TupleIndex(rows);
    forgetter = new Forgetter(rows.closed, this::drop, limits);
  }

  /** Takes an end as it is seen on one side, and on the other. */
  @FunctionalInterface
  private interface EndsVisitor {
    void accept(Ends outside, Ends inside);
  }

  void add(Translation translation, TimeBounds time) {
    Protocol protocol = translation.protocol();
    forEachEnd(
        translation,
        (outside, inside) ->
            index.add(rows.add(protocol, translation.netns(), outside, inside, time)));
  }

  void remove(Translation translation, TimeBounds time) {
    forEachEnd(
        translation,
        (outside, inside) -> {
          int row = openRow(translation, outside, inside);
          if (row != TupleRows.NONE) {
            end(row, narrowed(row, translation.protocol(), outside, time));
          }
        });
  }

  private int openRow(Translation translation, Ends outside, Ends inside) {
    Protocol protocol = translation.protocol();
    int[] found = {TupleRows.NONE};
    visit(
        protocol,
        outside,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE,
        row -> {
          if (rows.closed.at(row) == TimesField.NEVER
              && rows.netns(row) == translation.netns()
              && rows.hasInside(row, protocol, inside)) {
            found[0] = row;
          }
        });
    return found[0];
  }

  /**
   * The far side of the opener is translated when the answerer sees it, and the answerer's own end
   * when the opener does.
   */
  private static void forEachEnd(Translation nat, EndsVisitor visitor) {
    visitor.accept(
        new Ends(nat.replyDestination(), nat.replySource()),
        new Ends(nat.originalSource(), nat.originalDestination()));
    visitor.accept(
        new Ends(nat.originalDestination(), nat.originalSource()),
        new Ends(nat.replySource(), nat.replyDestination()));
  }

  /** Where its end is not known well, it was over when another one had taken the tuple. */
  private TimeBounds narrowed(int row, Protocol protocol, Ends outside, TimeBounds time) {
    long[] over = {time.at()};
    visit(
        protocol,
        outside,
        time.after(),
        time.at(),
        other -> {
          if (other != row
              && rows.netns(other) == rows.netns(row)
              && rows.opened.after(other) >= time.after()) {
            over[0] = Math.min(over[0], rows.opened.at(other));
          }
        });
    return TimeBounds.between(time.after(), over[0]);
  }

  private void end(int row, TimeBounds time) {
    rows.closed.set(row, time);
    index.close(row);
    forgetter.ended(row);
  }

  private void drop(int row) {
    index.remove(row);
    rows.remove(row);
  }

  /**
   * An end as it is seen on the other side of a translation.
   *
   * @param end how it is seen there
   * @param netns namespace that translates
   * @param sure true when the flow's first packet surely went through this translation, so that its
   *     tuple was none of that namespace's own sockets'
   */
  record Undone(End end, long netns, boolean sure) {}

  /** True when a translation of the end may have held during the flow. */
  boolean translates(End end) {
    return translates(end, end.from());
  }

  /** True when a translation of the end may have held some time from then to the flow's end. */
  boolean translates(End end, long from) {
    if (isEmpty()) {
      return false;
    }
    boolean[] found = {false};
    visit(end, from, row -> found[0] |= mayHold(row, from, end.until()));
    return found[0];
  }

  /** The other side of each translation of the end that may have held during the flow. */
  List<Undone> undo(End end, Coverage coverage) {
    List<Undone> undone = new ArrayList<>(1);
    List<Integer> found = new ArrayList<>(1);
    visit(
        end,
        end.from(),
        row -> {
          if (mayHold(row, end.from(), end.until())) {
            found.add(row);
          }
        });
    for (int row : found) {
      boolean sure = isSure(row, end, coverage);
      if (sure || found.stream().noneMatch(other -> replaces(other, row, end, coverage))) {
        Ends inside = rows.inside(row);
        End other = end.translated(inside.local(), inside.peer());
        undone.add(new Undone(other, rows.netns(row), sure));
      }
    }
    return undone;
  }

  /** Without ports, nothing tells a translated flow from the host's own. */
  private boolean isSure(int row, End end, Coverage coverage) {
    return end.protocol().hasPorts() && heldAtFirst(row, end, coverage);
  }

  /** True when the first packet surely went through another one that began later. */
  private boolean replaces(int other, int row, End end, Coverage coverage) {
    return rows.netns(other) == rows.netns(row)
        && rows.opened.at(other) > rows.opened.at(row)
        && isSure(other, end, coverage);
  }

  private boolean mayHold(int row, long from, long until) {
    return rows.opened.after(row) < until && rows.closed.at(row) > from;
  }

  private boolean heldAtFirst(int row, End end, Coverage coverage) {
    boolean watched = end.from() < coverage.endedNanos() && end.until() > coverage.beganNanos();
    long firstAtLatest = end.from() + end.flow().resolutionNanos();
    return watched
        && rows.opened.after(row) <= firstAtLatest + SLACK_NANOS
        && rows.closed.after(row) >= firstAtLatest;
  }

  private void visit(End end, long from, IntConsumer visitor) {
    Ends ends = new Ends(end.local(), end.peer());
    visit(end.protocol(), ends, from, end.until(), visitor);
  }

  private void visit(Protocol protocol, Ends ends, long from, long until, IntConsumer visitor) {
    AddressTable addresses = rows.addresses();
    int local = addresses.find(ends.local().address().withoutScope());
    int peer = addresses.find(ends.peer().address().withoutScope());
    if (local != AddressTable.ABSENT && peer != AddressTable.ABSENT) {
      int ports = TranslationRows.ports(protocol, ends);
      index.visit(TupleRows.code(protocol), local, peer, ports, from, until, visitor);
    }
  }

  boolean isEmpty() {
    return rows.size() == 0;
  }

  long forgotten() {
    return forgetter.count();
  }

  /** Wall-clock ns before which translations were forgotten; {@link Long#MIN_VALUE} for none. */
  long forgottenUntilNanos() {
    return forgetter.horizonNanos();
  }
}
