package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last sockets that were told as closed, so that late news of them is known as such: a look
 * that began before an end was told, or the event of an end that a look had noticed already.
 */
final class RecentlyClosed {
  /** Enough for what a busy host closes within the slowest look; about 8 MB when full. */
  private static final int MOST = 65_536;

  private record Ending(long atNanos, boolean toldByEvent) {}

  @SuppressWarnings("serial") // never serialized
  private final Map<SocketId, Ending> endings =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SocketId, Ending> eldest) {
          return size() > MOST;
        }
      };

  void add(SocketId id, long atNanos, boolean toldByEvent) {
    endings.remove(id);
    endings.put(id, new Ending(atNanos, toldByEvent));
  }

  /** True when a look that began then shows only what is left of a closed socket. */
  boolean explainsSight(SocketId id, long lookStartedNanos) {
    Ending ending = endings.get(id);
    if (ending == null) {
      return false;
    }
    if (ending.toldByEvent) {
      return isNeverReused(id) || lookStartedNanos <= ending.atNanos;
    }
    return lookStartedNanos < ending.atNanos;
  }

  /** True when an event of that time tells of a socket whose end was told already. */
  boolean explainsEvent(SocketId id, TimeBounds time) {
    @Nullable Ending ending = endings.get(id);
    return ending != null && (isNeverReused(id) || time.after() < ending.atNanos);
  }

  private static boolean isNeverReused(SocketId id) {
    return id.kind() == SocketId.Kind.COOKIE || id.kind() == SocketId.Kind.CREATION;
  }
}
