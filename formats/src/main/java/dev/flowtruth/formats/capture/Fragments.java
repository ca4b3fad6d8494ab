package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first fragments of datagrams of which more is to come. Holds few, and none for long: an id is
 * used again, and the ports of another datagram would be wrong. Not thread-safe.
 */
final class Fragments {
  private static final int MOST = 4096;
  private static final long LIFE_NANOS = 1_000_000_000L;

  /** What the fragments of one datagram have in common. */
  record Id(IpAddress source, IpAddress destination, int protocol, int number) {}

  private record First(PacketKey key, long nanos) {}

  private final Map<Id, First> firsts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, First> eldest) {
          return size() > MOST;
        }
      };

  void remember(Id id, PacketKey key, long nanos) {
    firsts.remove(id); // so that it counts as the youngest
    firsts.put(id, new First(key, nanos));
  }

  /**
   * What the first fragment said; {@link PacketKey#CUT} when it is not known.
   *
   * @param last true when no more fragments follow
   */
  PacketKey find(Id id, boolean last, long nanos) {
    First first = last ? firsts.remove(id) : firsts.get(id);
    return first != null && nanos - first.nanos() < LIFE_NANOS ? first.key() : PacketKey.CUT;
  }
}
