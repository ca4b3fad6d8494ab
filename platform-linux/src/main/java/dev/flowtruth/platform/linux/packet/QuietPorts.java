package dev.flowtruth.platform.linux.packet;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The UDP ports of one namespace whose packets are no news. A port that goes on sending after its
 * socket is known is kept out by the filter, until the socket is closed or for some seconds: what
 * is in the filter is not seen any more, and somebody else may have got the port. Not thread-safe.
 */
final class QuietPorts {
  private static final long MILLIS = 1_000_000L;

  /** Packets after which a port is worth a place in the filter. */
  private static final int ENOUGH = 4;

  /** The same for a port that several sockets share: looks find those. */
  private static final int ENOUGH_OF_SEVERAL = 64;

  /** Within so long a port is taken to be the same socket's: a lookup costs more than a packet. */
  private static final long REPEAT_NANOS = MILLIS;

  private static final long QUIET_NANOS = 10_000 * MILLIS;

  /** The same for ports of several sockets, and of other hosts, whose packets this one forwards. */
  private static final long SHORT_NANOS = 1_000 * MILLIS;

  /** Loading a filter takes the kernel a while, and all processors are told. */
  private static final long RENEWAL_NANOS = 50 * MILLIS;

  private static final int MOST_SEEN = 1024;

  /** More would make the filter longer than it is worth: five instructions each. */
  private static final int MOST_QUIET = 256;

  /** What is known of a port. */
  private static final class Port {
    long cookie;
    int packets;
    int packetsOfAll;
    long lookedNanos;
  }

  @SuppressWarnings("serial") // never serialized
  private final Map<Integer, Port> seen =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Port> eldest) {
          return size() > MOST_SEEN;
        }
      };

  /** Until when a port is kept out, those that were added first in the beginning. */
  private final Map<Integer, Long> quietUntil = new LinkedHashMap<>();

  private boolean isChanged;
  private long renewedNanos;

  QuietPorts(long nowNanos) {
    renewedNanos = nowNanos;
  }

  /** True when this packet needs no lookup: its port's socket was looked up just now. */
  boolean isRepeat(int number, long nowNanos) {
    Port port = seen.get(number);
    if (port == null || port.cookie == 0 || nowNanos - port.lookedNanos > REPEAT_NANOS) {
      return false;
    }
    port.packets++;
    return true;
  }

  /** A packet's socket, of which all is known that can be known. */
  void belongs(int number, long cookie, long nowNanos) {
    note(number, cookie, nowNanos, QUIET_NANOS);
  }

  /** A packet that no socket here sent. */
  void isForeign(int number, long nowNanos) {
    note(number, 0, nowNanos, SHORT_NANOS);
  }

  private void note(int number, long cookie, long nowNanos, long quietNanos) {
    Port port = seen.computeIfAbsent(number, any -> new Port());
    if (port.cookie != cookie) {
      port.cookie = cookie;
      port.packets = 0;
    }
    port.lookedNanos = nowNanos;
    port.packetsOfAll++;
    if (++port.packets > ENOUGH) {
      seen.remove(number);
      quiet(number, nowNanos + quietNanos);
    } else if (port.packetsOfAll > ENOUGH_OF_SEVERAL) {
      seen.remove(number);
      quiet(number, nowNanos + SHORT_NANOS);
    }
  }

  private void quiet(int number, long untilNanos) {
    if (quietUntil.size() == MOST_QUIET) {
      Iterator<Integer> eldest = quietUntil.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    quietUntil.put(number, untilNanos);
    isChanged = true;
  }

  /** Its socket is closed: the next one with this port is news. */
  void ended(int number) {
    seen.remove(number);
    isChanged |= quietUntil.remove(number) != null;
  }

  /** The ports for a new filter, ascending; null while the one that is there will do. */
  int @Nullable [] renewal(long nowNanos) {
    if (nowNanos - renewedNanos < RENEWAL_NANOS) {
      return null;
    }
    isChanged |= quietUntil.values().removeIf(until -> until - nowNanos < 0);
    if (!isChanged) {
      return null;
    }
    isChanged = false;
    renewedNanos = nowNanos;
    return quietUntil.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
