package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The translations of one namespace that are in force, from what events and dumps tell of the
 * kernel's entries. Tells what is news. Not thread-safe.
 *
 * <p>Several entries may be one translation: in two zones, or the next one before the end of the
 * last one was told. It begins with the first and ends with the last of them.
 */
final class TranslationTable {
  private final Map<Translation, Known> all = new HashMap<>();
  private int silent;
  private int dump;

  /** A translation in force. */
  private static final class Known {
    private int[] ids;

    /** True when a dump found it: the kernel may not tell of its end. */
    private boolean isSilent;

    private int dump;
    private long surelyThereNanos;

    Known(int id) {
      ids = new int[] {id};
    }

    boolean has(int id) {
      return Arrays.stream(ids).anyMatch(one -> one == id);
    }

    void add(int id) {
      if (!has(id)) {
        ids = Arrays.copyOf(ids, ids.length + 1);
        ids[ids.length - 1] = id;
      }
    }

    void remove(int id) {
      ids = Arrays.stream(ids).filter(one -> one != id).toArray();
    }
  }

  int size() {
    return all.size();
  }

  /** True when of some translation the end may not be told, so that only a dump can know it. */
  boolean hasSilentOnes() {
    return silent > 0;
  }

  /** An event told that an entry began. */
  void began(Translation nat, int id, TimeBounds time, Consumer<? super TranslationChanged> sink) {
    setSilent(put(nat, id, time, time.after(), sink), false);
  }

  /** An event told that an entry ended. */
  void ended(Translation nat, int id, TimeBounds time, Consumer<? super TranslationChanged> sink) {
    Known known = all.get(nat);
    if (known != null && known.has(id)) {
      known.remove(id);
      if (known.ids.length == 0) {
        all.remove(nat);
        end(nat, known, time, sink);
      }
    }
  }

  /** From now on, what is found is of a new dump. */
  void beginDump() {
    dump++;
  }

  /**
   * A dump found an entry.
   *
   * @param time when it began, unless that is known already
   * @param asked monotonic ns when the dump was asked for: it was there then, or later
   */
  void found(
      Translation nat,
      int id,
      TimeBounds time,
      long asked,
      Consumer<? super TranslationChanged> sink) {
    boolean isNew = !all.containsKey(nat);
    Known known = put(nat, id, time, asked, sink);
    if (isNew) {
      setSilent(known, true);
    }
  }

  private Known put(
      Translation nat,
      int id,
      TimeBounds time,
      long thereNanos,
      Consumer<? super TranslationChanged> sink) {
    Known known = all.get(nat);
    if (known == null) {
      known = new Known(id);
      all.put(nat, known);
      sink.accept(new TranslationChanged(nat, true, time));
    } else {
      known.add(id);
    }
    known.dump = dump;
    known.surelyThereNanos = thereNanos;
    return known;
  }

  /**
   * Ends what the last dump did not find, nor an event told of since it began.
   *
   * @param silentOnly leave those alone whose end is told by an event
   * @param now monotonic ns: by then they had surely ended
   */
  void endMissing(boolean silentOnly, long now, Consumer<? super TranslationChanged> sink) {
    Iterator<Map.Entry<Translation, Known>> each = all.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Translation, Known> one = each.next();
      Known known = one.getValue();
      if (known.dump != dump && (known.isSilent || !silentOnly)) {
        each.remove();
        end(one.getKey(), known, TimeBounds.between(known.surelyThereNanos, now), sink);
      }
    }
  }

  /** Ends all, as with their namespace. */
  void endAll(TimeBounds time, Consumer<? super TranslationChanged> sink) {
    all.forEach((nat, known) -> end(nat, known, time, sink));
    all.clear();
  }

  private void end(
      Translation nat, Known known, TimeBounds time, Consumer<? super TranslationChanged> sink) {
    setSilent(known, false);
    sink.accept(new TranslationChanged(nat, false, time));
  }

  private void setSilent(Known known, boolean isSilent) {
    if (known.isSilent != isSilent) {
      known.isSilent = isSilent;
      silent += isSilent ? 1 : -1;
    }
  }
}
