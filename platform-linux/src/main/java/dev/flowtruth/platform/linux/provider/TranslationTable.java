package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
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
  private boolean trustsEvents;

  /** A translation in force, and the numbers of its entries. */
  private static final class Known {
    /** Those whose beginning an event told, as one will their end. */
    private IdSet told = IdSet.EMPTY;

    /** Those that only a dump found: nobody may tell of their end. */
    private IdSet silent = IdSet.EMPTY;

    private int dump;
    private long surelyThereNanos;

    boolean hasEntries() {
      return !told.isEmpty() || !silent.isEmpty();
    }
  }

  int size() {
    return all.size();
  }

  /** True when of some entry the end may not be told, so that only a dump can know it. */
  boolean hasSilentOnes() {
    return silent > 0;
  }

  /** An event told that an entry began. */
  void began(Translation nat, int id, TimeBounds time, Consumer<? super TranslationChanged> sink) {
    Known known = known(nat, time, sink);
    known.told = known.told.with(id);
    setSilent(known, known.silent.without(id));
    known.dump = dump;
    known.surelyThereNanos = time.after();
  }

  /** An event told that an entry ended. */
  void ended(Translation nat, int id, TimeBounds time, Consumer<? super TranslationChanged> sink) {
    Known known = all.get(nat);
    if (known != null) {
      known.told = known.told.without(id);
      setSilent(known, known.silent.without(id));
      if (!known.hasEntries()) {
        all.remove(nat);
        sink.accept(new TranslationChanged(nat, false, time));
      }
    }
  }

  /**
   * From now on, what is found is of a new dump.
   *
   * @param nothingWasLost true when the end of every entry that was told of will be told
   */
  void beginDump(boolean nothingWasLost) {
    dump++;
    trustsEvents = nothingWasLost;
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
    Known known = known(nat, time, sink);
    boolean isTold = known.told.has(id);
    if (known.dump != dump) {
      known.dump = dump;
      forgetUnfound(known);
    }
    if (isTold) {
      known.told = known.told.with(id);
    } else {
      setSilent(known, known.silent.with(id));
    }
    known.surelyThereNanos = asked;
  }

  /** What is there will be found again; what the events still owe us is kept. */
  private void forgetUnfound(Known known) {
    setSilent(known, IdSet.EMPTY);
    if (!trustsEvents) {
      known.told = IdSet.EMPTY;
    }
  }

  /** Ends what the last dump did not find, nor an event told of since it began. */
  void endMissing(long now, Consumer<? super TranslationChanged> sink) {
    Iterator<Map.Entry<Translation, Known>> each = all.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Translation, Known> one = each.next();
      Known known = one.getValue();
      if (known.dump != dump) {
        forgetUnfound(known);
      }
      if (!known.hasEntries()) {
        each.remove();
        TimeBounds time = TimeBounds.between(known.surelyThereNanos, now);
        sink.accept(new TranslationChanged(one.getKey(), false, time));
      }
    }
  }

  /**
   * From now on nobody may be told of any end.
   *
   * @param surelyThere monotonic ns until which all surely were in force
   */
  void doubtAll(long surelyThere) {
    for (Known known : all.values()) {
      setSilent(known, known.silent.withAll(known.told));
      known.told = IdSet.EMPTY;
      known.surelyThereNanos = Math.max(known.surelyThereNanos, surelyThere);
    }
  }

  /** Ends those of whose end nothing may have been told, some time since they surely were there. */
  void endDoubted(long now, Consumer<? super TranslationChanged> sink) {
    all.forEach(
        (nat, known) -> {
          if (known.told.isEmpty()) {
            TimeBounds time = TimeBounds.between(known.surelyThereNanos, now);
            sink.accept(new TranslationChanged(nat, false, time));
          }
        });
    all.values().removeIf(known -> known.told.isEmpty());
    silent = (int) all.values().stream().filter(known -> !known.silent.isEmpty()).count();
  }

  /** Ends all, as with their namespace. */
  void endAll(TimeBounds time, Consumer<? super TranslationChanged> sink) {
    all.keySet().forEach(nat -> sink.accept(new TranslationChanged(nat, false, time)));
    all.clear();
    silent = 0;
  }

  private Known known(Translation nat, TimeBounds time, Consumer<? super TranslationChanged> sink) {
    Known known = all.get(nat);
    if (known == null) {
      known = new Known();
      all.put(nat, known);
      sink.accept(new TranslationChanged(nat, true, time));
    }
    return known;
  }

  private void setSilent(Known known, IdSet ids) {
    silent += (ids.isEmpty() ? 0 : 1) - (known.silent.isEmpty() ? 0 : 1);
    known.silent = ids;
  }
}
