package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The listening sockets, by namespace and port. Not thread-safe. */
final class ListenerPorts {
  private record Place(long netns, int port) {}

  private final Map<Place, List<LedgerSocket>> byPlace = new HashMap<>();

  void add(LedgerSocket listener) {
    byPlace.computeIfAbsent(placeOf(listener.socket()), any -> new ArrayList<>(1)).add(listener);
  }

  void remove(LedgerSocket listener) {
    Place place = placeOf(listener.socket());
    List<LedgerSocket> there = byPlace.get(place);
    if (there != null && there.remove(listener) && there.isEmpty()) {
      byPlace.remove(place);
    }
  }

  /** The listeners from one of which this connection can have come. */
  List<LedgerSocket> of(OpenSocket connection) {
    List<LedgerSocket> there = byPlace.get(placeOf(connection));
    if (there == null) {
      return List.of();
    }
    IpAddress address = connection.local().address();
    return there.stream().filter(one -> covers(one.socket(), address)).toList();
  }

  private static boolean covers(OpenSocket listener, IpAddress address) {
    IpAddress bound = listener.local().address();
    boolean dual = !bound.isV4() && !listener.v6Only();
    return bound.equals(address) || bound.isWildcard() && (dual || bound.isV4() == address.isV4());
  }

  private static Place placeOf(OpenSocket socket) {
    return new Place(socket.netns(), socket.local().port());
  }
}
