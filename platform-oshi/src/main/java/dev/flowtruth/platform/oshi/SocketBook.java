package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The sockets from look to look; what stayed the same is handed out as the same instance. */
final class SocketBook {
  private record Tuple(Protocol protocol, Endpoint local, Endpoint peer) {
    static Tuple of(Row row) {
      return new Tuple(row.protocol(), row.local(), row.peer());
    }
  }

  /** A socket as it was last handed out, and for how many looks it has had no owner. */
  record Known(OpenSocket socket, int looksWithoutOwner) {}

  private Map<SocketId, Known> known = new HashMap<>();

  /**
   * The sockets of a look.
   *
   * @param owners from a row, and what is known of its socket (null when it is new), to its owners
   */
  List<OpenSocket> look(List<Row> rows, BiFunction<Row, @Nullable Known, Ownership> owners) {
    Map<Tuple, Long> counts = new HashMap<>();
    rows.stream().distinct().forEach(row -> counts.merge(Tuple.of(row), 1L, Long::sum));
    Map<SocketId, Known> next = new LinkedHashMap<>();
    for (Row row : rows) {
      boolean alone = counts.getOrDefault(Tuple.of(row), 1L) == 1;
      SocketId id = id(row, alone);
      if (!next.containsKey(id)) {
        Known before = known.get(id);
        next.put(id, known(row, id, before, owners.apply(row, before)));
      }
    }
    known = next;
    return next.values().stream().map(Known::socket).toList();
  }

  /** Sockets that share a tuple are told apart by their owners; OSHI knows nothing better. */
  private static SocketId id(Row row, boolean alone) {
    SocketId id = SocketId.ofTuple(row.protocol(), row.local(), row.peer(), 0);
    return alone ? id : new SocketId(id.kind(), 0, id.qualifier() + " pid " + row.pid());
  }

  private static Known known(Row row, SocketId id, @Nullable Known before, Ownership ownership) {
    OpenSocket now =
        OpenSocket.builder(row.protocol(), row.local(), row.peer())
            .id(id)
            .state(row.state())
            .ownership(ownership)
            .build();
    int looks = before == null || ownership.isKnown() ? 0 : before.looksWithoutOwner();
    OpenSocket same = before != null && before.socket().equals(now) ? before.socket() : now;
    return new Known(same, ownership.isKnown() ? 0 : looks + 1);
  }
}
