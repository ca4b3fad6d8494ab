package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sockets that packets tell of, as events. One of which nothing was seen for two minutes ends
 * with its last packet. Not thread-safe.
 */
final class SightedSockets {
  /** Flow files round times to it. */
  static final long GRACE_NANOS = 1_000_000L;

  private static final long IDLE_NANOS = 120_000_000_000L;
  private static final int MOST = 1 << 17;
  private static final int MOST_PROCESSES = 1 << 16;
  private static final int WHOLE_ADDRESS_4 = 32;
  private static final int WHOLE_ADDRESS_6 = 128;

  private record Key(Protocol protocol, Endpoint local, Endpoint peer) {}

  /** A socket, and when a packet of it was last seen. */
  private static final class Sighted {
    private OpenSocket socket;
    private NamedProcess process;
    private long lastNanos;

    Sighted(OpenSocket socket, NamedProcess process, long lastNanos) {
      this.socket = socket;
      this.process = process;
      this.lastNanos = lastNanos;
    }
  }

  private final SocketListener events;
  private final Map<Key, Sighted> open = new LinkedHashMap<>(1024, 0.75f, true);
  private final Map<NamedProcess, ProcessRef> processes = new HashMap<>();
  private final Set<IpAddress> addresses = new HashSet<>();

  SightedSockets(SocketListener events) {
    this.events = events;
  }

  void see(Testimony said, long nanos) {
    endQuiet(nanos);
    Key key = new Key(said.protocol(), said.local(), said.peer());
    Sighted known = open.get(key);
    if (known == null) {
      tellAddress(said.local().address(), nanos);
      open.put(key, opened(said, nanos));
    } else if (known.process.equals(said.process())) {
      known.lastNanos = Math.max(known.lastNanos, nanos);
    } else {
      change(known, said, nanos);
    }
  }

  private void tellAddress(IpAddress address, long nanos) {
    if (addresses.add(address)) {
      int prefix = address.isV4() ? WHOLE_ADDRESS_4 : WHOLE_ADDRESS_6;
      LocalAddress local = new LocalAddress(address, prefix, 0, "", 0);
      events.onEvent(new SocketEvent.AddressChanged(local, true, TimeBounds.by(nanos)));
    }
  }

  private Sighted opened(Testimony said, long nanos) {
    OpenSocket socket =
        OpenSocket.builder(said.protocol(), said.local(), said.peer())
            .state(SocketState.ESTABLISHED)
            .ownership(ownership(said))
            .build();
    events.onEvent(new SocketEvent.Opened(socket, TimeBounds.by(nanos - GRACE_NANOS)));
    return new Sighted(socket, said.process(), nanos);
  }

  private Ownership ownership(Testimony said) {
    return said.process().isKernel()
        ? Ownership.KERNEL
        : Ownership.of(new Owner(process(said.process()), said.role(), true));
  }

  /** One value for one process, however many packets name it. */
  private ProcessRef process(NamedProcess named) {
    if (processes.size() > MOST_PROCESSES) {
      processes.clear();
    }
    return processes.computeIfAbsent(named, NamedProcess::toProcess);
  }

  /** Another process from now on. */
  private void change(Sighted known, Testimony said, long nanos) {
    TimeBounds time = TimeBounds.between(known.lastNanos, Math.max(nanos, known.lastNanos));
    List<Owner> before = known.socket.ownership().owners();
    Testimony asHolder =
        new Testimony(said.protocol(), said.local(), said.peer(), said.process(), Role.HOLDER);
    known.socket = known.socket.withOwnership(ownership(asHolder));
    events.onEvent(
        new SocketEvent.OwnerChanged(
            known.socket,
            known.socket.ownership().owners(),
            before.stream().map(owner -> new SocketEvent.Departure(owner, time)).toList(),
            time));
    known.process = said.process();
    known.lastNanos = Math.max(known.lastNanos, nanos);
  }

  private void endQuiet(long now) {
    Iterator<Sighted> quietest = open.values().iterator();
    while (quietest.hasNext()) {
      Sighted one = quietest.next();
      if (now - one.lastNanos <= IDLE_NANOS && open.size() <= MOST) {
        return;
      }
      quietest.remove();
      long sure = one.lastNanos + GRACE_NANOS;
      TimeBounds end = TimeBounds.between(sure, Math.max(now, sure));
      events.onEvent(new SocketEvent.Closed(one.socket, CloseCause.GONE, List.of(), -1, -1, end));
    }
  }
}
