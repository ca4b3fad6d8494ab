package dev.flowtruth.core.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An end of a flow as it is seen at each point of its way through the recorded address
 * translations, from where the capture shows it towards its socket. A container in a virtual
 * machine is translated twice, perhaps by another recorded host. Immutable.
 *
 * <p>A namespace translates a flow once: what is undone there is not undone there again. The host's
 * own port 5353 may be moved because a container's port 5353 has its place.
 *
 * <p>In zones of its connection tracking, a namespace can give one tuple to two flows at once. Such
 * an end is {@link #isContested contested}: what is found on one way proves nothing, because the
 * other one may lead to somebody who is not known.
 */
final class NatPath {
  /** Translations behind one another; more is a loop of a kind that addresses do not show. */
  private static final int DEEPEST = 4;

  /** A host's namespace in which a tuple was surely a translated one, of none of its sockets. */
  record Taken(OwnershipHistory history, long netns) {}

  /**
   * The end at one point of its way.
   *
   * @param end as it is seen there
   * @param sure true when the flow surely went through all translations up to there
   * @param taken where its tuple there belongs to a translation and not to a socket
   * @param last true when nothing translates it further
   * @param contested true when two translations of one namespace surely had its tuple
   */
  record Hop(End end, boolean sure, List<Taken> taken, boolean last, boolean contested) {
    Hop {
      taken = List.copyOf(taken);
    }
  }

  private final List<List<Hop>> levels;

  private NatPath(List<List<Hop>> levels) {
    this.levels = List.copyOf(levels);
  }

  /** The way of an end, null when no translation of it was recorded. */
  static @Nullable NatPath of(End end, List<OwnershipHistory> histories) {
    for (OwnershipHistory history : histories) {
      if (history.translations.translates(end)) {
        return new NatPath(walk(end, histories));
      }
    }
    return null;
  }

  private static List<List<Hop>> walk(End outside, List<OwnershipHistory> histories) {
    Set<End> seen = new HashSet<>(List.of(outside));
    List<List<Hop>> levels = new ArrayList<>();
    List<Expansion> ends = List.of(new Expansion(outside, true, List.of()));
    while (!ends.isEmpty() && levels.size() <= DEEPEST) {
      List<Hop> level = new ArrayList<>();
      List<Expansion> behind = new ArrayList<>();
      for (Expansion end : ends) {
        histories.forEach(history -> end.expand(history, seen));
        level.add(end.hop());
        behind.addAll(end.behind.values());
      }
      levels.add(level);
      ends = behind;
    }
    return levels;
  }

  /** One end on the way, and what translates it. */
  private static final class Expansion {
    private final End end;
    private final List<Taken> via;
    private final Map<Taken, End> taken = new LinkedHashMap<>();
    private final Map<End, Expansion> behind = new LinkedHashMap<>();
    private boolean sure;
    private boolean contested;

    /** An end that was reached via these namespaces. */
    Expansion(End end, boolean sure, List<Taken> via) {
      this.end = end;
      this.sure = sure;
      this.via = via;
    }

    void expand(OwnershipHistory history, Set<End> seen) {
      for (TranslationHistory.Undone undone : history.translations.undo(end, history.coverage())) {
        Taken where = new Taken(history, undone.netns());
        if (!via.contains(where)) {
          add(undone, where, seen);
        }
      }
    }

    private void add(TranslationHistory.Undone undone, Taken where, Set<End> seen) {
      boolean surely = sure && undone.sure();
      if (undone.sure()) {
        End other = taken.putIfAbsent(where, undone.end());
        contested |= other != null && !other.equals(undone.end());
      }
      Expansion known = behind.get(undone.end());
      if (known != null) {
        known.sure |= surely;
      } else if (seen.add(undone.end())) {
        List<Taken> further = new ArrayList<>(via);
        further.add(where);
        behind.put(undone.end(), new Expansion(undone.end(), surely, further));
      }
    }

    Hop hop() {
      return new Hop(end, sure, List.copyOf(taken.keySet()), behind.isEmpty(), contested);
    }
  }

  /** True when somewhere on the way two translations surely had the tuple at once. */
  boolean isContested() {
    return levels.stream().anyMatch(level -> level.stream().anyMatch(Hop::contested));
  }

  /** Where the capture shows it. */
  Hop outside() {
    return levels.get(0).get(0);
  }

  /** How it was before one translation, before two, and so on. */
  List<List<Hop>> inside() {
    return levels.subList(1, levels.size());
  }

  /** The ends that nothing translates further, where the flow's first packet surely went. */
  List<End> lastOnes() {
    List<End> last = new ArrayList<>();
    if (!outside().taken().isEmpty()) {
      inside().forEach(level -> level.stream().filter(Hop::last).forEach(h -> last.add(h.end())));
    }
    return last;
  }
}
