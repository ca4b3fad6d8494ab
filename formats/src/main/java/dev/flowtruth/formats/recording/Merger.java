package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import dev.flowtruth.core.watch.SocketListener;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one stream of the events of several files of one boot of one host: what two of them tell is
 * told once. Sockets are merged by {@link SocketMerger}; this looks after the rest.
 */
final class Merger {
  private final SocketListener listener;
  private final SocketMerger sockets;
  private final Set<LocalAddress> addresses = new LinkedHashSet<>();
  private final Set<Translation> translations = new LinkedHashSet<>();
  private final Map<Integer, OngoingGaps> gaps = new HashMap<>();
  private boolean began;

  Merger(SocketListener listener) {
    this.listener = listener;
    this.sockets = new SocketMerger(listener);
  }

  /** An event of the file with this index. */
  void accept(int file, SocketEvent event) {
    if (event instanceof ClockRead) {
      // All files have wall-clock time as their base, so one reading holds for all.
      if (!began) {
        listener.onEvent(event);
      }
      began = true;
    } else if (event instanceof AddressChanged e) {
      pass(toggle(addresses, e.address(), e.present()), event);
    } else if (event instanceof TranslationChanged e) {
      pass(toggle(translations, e.translation(), e.present()), event);
    } else if (event instanceof GapSeen e) {
      gaps.computeIfAbsent(file, f -> new OngoingGaps()).told(e.gap(), e.time());
      listener.onEvent(event);
    } else if (!sockets.accept(file, event)) {
      listener.onEvent(event);
    }
  }

  /** The file is at its end; the successor tells of its sockets and gaps again, -1 for none. */
  void ended(int file, int successor, long at) {
    sockets.ended(file, successor, at);
    OngoingGaps unfinished = gaps.remove(file);
    if (unfinished != null && successor < 0) {
      unfinished.forEach((gap, span) -> tellUntil(gap, span.after(), at));
    }
  }

  private void tellUntil(Gap gap, long from, long until) {
    listener.onEvent(new GapSeen(gap, TimeBounds.between(from, until)));
  }

  /** No file covers the time between; what held before is not known to hold after. */
  void hole(long from, long until) {
    TimeBounds span = TimeBounds.between(from, until);
    tellUntil(
        new Gap("everything", "no recording covers this time", Reason.LOST_EVENTS, 0, from),
        from,
        until);
    sockets.hole(until);
    addresses.forEach(address -> listener.onEvent(new AddressChanged(address, false, span)));
    translations.forEach(nat -> listener.onEvent(new TranslationChanged(nat, false, span)));
    addresses.clear();
    translations.clear();
  }

  /** All files are at their end. */
  void finish(long at) {
    sockets.finish(at);
  }

  private void pass(boolean news, SocketEvent event) {
    if (news) {
      listener.onEvent(event);
    }
  }

  private static <T> boolean toggle(Set<T> set, T element, boolean present) {
    return present ? set.add(element) : set.remove(element);
  }
}
