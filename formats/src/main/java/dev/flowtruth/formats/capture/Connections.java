package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The TCP connections of a capture, the most recently seen ones. One that is forgotten begins anew
 * with its next packet, which costs nothing but what its first packets could have told. Not
 * thread-safe.
 */
final class Connections {
  private static final int MOST = 1 << 16;
  private static final long IDLE_NANOS = 120_000_000_000L;

  /** Twins on two links are two connections. */
  private record Key(int interfaceNumber, Endpoint low, Endpoint high) {}

  private final Map<Key, Connection> recent =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Connection> eldest) {
          return size() > MOST;
        }
      };

  /** The connection to which a segment belongs, the segment counted in. */
  Connection of(Packet packet, long nanos) {
    PacketKey key = packet.key();
    boolean upwards = key.source().compareTo(key.destination()) <= 0;
    Endpoint low = upwards ? key.source() : key.destination();
    Endpoint high = upwards ? key.destination() : key.source();
    Key place = new Key(packet.on().number(), low, high);
    Connection connection = recent.get(place);
    if (connection == null
        || connection.isFollowedBy(key)
        || nanos - connection.lastNanos() > IDLE_NANOS) {
      connection = new Connection(low, high, nanos);
      recent.put(place, connection);
    }
    connection.add(key, nanos);
    return connection;
  }
}
