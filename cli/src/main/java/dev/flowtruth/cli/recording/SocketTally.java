package dev.flowtruth.cli.recording;

import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts sockets by what was known of their owners in the end, so that the parts add up to all. Not
 * thread-safe.
 */
final class SocketTally implements SocketListener {
  private final Map<SocketId, Reason> ownerless = new HashMap<>();
  private final Map<Reason, Long> ended = new EnumMap<>(Reason.class);
  private long all;

  @Override
  public void onEvent(SocketEvent event) {
    if (event instanceof SocketEvent.Opened opened) {
      all++;
      note(opened.socket().id(), opened.socket().ownership());
    } else if (event instanceof SocketEvent.OwnerChanged changed) {
      changed(changed.socket().id(), changed.socket().ownership());
    } else if (event instanceof SocketEvent.Closed closed) {
      end(closed.socket().id());
    }
  }

  private void note(SocketId id, Ownership ownership) {
    Reason absence = ownership.absence();
    if (absence != null) {
      ownerless.put(id, absence);
    }
  }

  /** Who had an owner once has one in the count, even when the owner let go first. */
  private void changed(SocketId id, Ownership ownership) {
    if (ownership.isKnown()) {
      ownerless.remove(id);
    } else if (ownerless.containsKey(id)) {
      note(id, ownership);
    }
  }

  private void end(SocketId id) {
    Reason reason = ownerless.remove(id);
    if (reason != null) {
      ended.merge(reason, 1L, Long::sum);
    }
  }

  /** {@code 10 sockets = 7 with owner + 2 no_permission + 1 kernel}. */
  String words() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    counts.putAll(ended);
    ownerless.values().forEach(reason -> counts.merge(reason, 1L, Long::sum));
    long without = counts.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder words = new StringBuilder();
    words.append(String.format(Locale.ROOT, "%,d sockets = %,d with owner", all, all - without));
    counts.forEach(
        (reason, count) ->
            words.append(String.format(Locale.ROOT, " + %,d %s", count, reason.label())));
    return words.toString();
  }
}
