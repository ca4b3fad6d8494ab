package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A host in memory: what a test puts into it is what a look finds. */
final class FakeSource implements SocketSource {
  /** How long a look takes. */
  static final long LOOK_NANOS = 1_000;

  final ManualTime time;
  final Map<SocketId, OpenSocket> open = new LinkedHashMap<>();
  final List<LocalAddress> addresses = new ArrayList<>();
  final List<Gap> gaps = new ArrayList<>();
  final Deque<SocketEvent> events = new ArrayDeque<>();
  final Map<Owner, Long> readings = new HashMap<>();

  /** Runs while a look is made, after its tables were read. */
  Runnable duringLook = () -> {};

  /** True while tables are denied: looks find no sockets, and should have a gap that says so. */
  boolean isBlind;

  Set<Capability> capabilities = Set.of(Capability.TCP);
  long drainAgain = NO_EVENTS;
  long vanished;
  long wallOffset = 1_000_000_000_000L;
  long suspended;
  int looks;
  int drains;
  int readingsAsked;
  @Nullable SourceException lookFailure;
  @Nullable SourceException drainFailure;
  @Nullable RuntimeException defect;

  FakeSource(ManualTime time) {
    this.time = time;
  }

  void put(OpenSocket socket) {
    open.put(socket.id(), socket);
  }

  void remove(OpenSocket socket) {
    open.remove(socket.id());
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    looks++;
    if (defect != null) {
      throw defect;
    }
    if (lookFailure != null) {
      throw lookFailure;
    }
    long started = time.nanos();
    List<OpenSocket> found = isBlind ? List.of() : List.copyOf(open.values());
    duringLook.run();
    time.advance(LOOK_NANOS);
    return new Snapshot(started, time.nanos(), found, addresses, gaps, vanished);
  }

  @Override
  public long drain(Consumer<SocketEvent> sink) throws SourceException {
    drains++;
    while (!events.isEmpty()) {
      sink.accept(events.remove());
    }
    if (drainFailure != null) {
      throw drainFailure;
    }
    return drainAgain;
  }

  @Override
  public long lastReadNanos(OpenSocket socket, Owner owner) {
    readingsAsked++;
    return readings.getOrDefault(owner, Long.MIN_VALUE);
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public HostIdentity host() {
    return new HostIdentity("host", "id", "boot", "linux", "6.1");
  }

  @Override
  public ClockReading clock() {
    long now = time.nanos();
    return new ClockReading(now + wallOffset, now, now + suspended);
  }

  @Override
  public void close() {}
}
