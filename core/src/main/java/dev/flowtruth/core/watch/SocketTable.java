package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets, by identity, and the only place that tells of them: so nothing is told of a
 * socket before it was opened, after it was closed, or twice.
 */
final class SocketTable {
  /**
   * Of pollers only. A source with events tells nothing of a socket after its end, and a look is
   * taken together with the ends that were told while it was made ({@link PassMerger}).
   */
  final RecentlyClosed recentlyClosed = new RecentlyClosed();

  private final Map<SocketId, KnownSocket> open = new HashMap<>();
  private final SocketSource source;
  private final Consumer<SocketEvent> out;
  private final WatchCounters counters;

  /**
   * Events tell when somebody lets go of a socket: whoever is there at its end had it until then.
   */
  private final boolean ownersAreTold;

  SocketTable(SocketSource source, Consumer<SocketEvent> out, WatchCounters counters) {
    this.source = source;
    this.out = out;
    this.counters = counters;
    ownersAreTold = source.capabilities().contains(Capability.EVENTS);
  }

  @Nullable KnownSocket find(SocketId id) {
    return open.get(id);
  }

  Collection<KnownSocket> all() {
    return List.copyOf(open.values());
  }

  KnownSocket open(OpenSocket socket, TimeBounds time) {
    KnownSocket known = new KnownSocket(socket, time);
    known.ownersReadNanos = readingOf(socket);
    open.put(socket.id(), known);
    counters.opened();
    out.accept(new SocketEvent.Opened(socket, time));
    return known;
  }

  /** Tells what differs from what was told before, endpoints first. */
  void change(KnownSocket known, OpenSocket now, TimeBounds time) {
    changeEndpoint(known, now, time);
    if (SocketDiff.ownershipDiffers(known.socket.ownership(), now.ownership())) {
      TimeBounds appeared = TimeBounds.between(ownersAfter(known, time.after()), time.at());
      changeOwners(known, now, departed(known, now.ownership(), time.at()), appeared);
    }
    known.socket = now;
  }

  /** Tells of other endpoints alone; the owners stay as they were told. */
  void changeEndpoint(KnownSocket known, OpenSocket now, TimeBounds time) {
    OpenSocket before = known.socket;
    if (SocketDiff.endpointDiffers(before, now)) {
      OpenSocket moved = now.withOwnership(before.ownership());
      known.socket = moved;
      out.accept(new SocketEvent.EndpointChanged(moved, before, time));
    }
  }

  void changeOwners(KnownSocket known, OpenSocket now, List<Departure> gone, TimeBounds time) {
    List<Owner> appeared = SocketDiff.appeared(known.socket.ownership(), now.ownership());
    known.socket = now;
    known.ownersReadNanos = readingOf(now);
    out.accept(new SocketEvent.OwnerChanged(now, appeared, gone, time));
  }

  /** Those who hold it no more. */
  List<Departure> departed(KnownSocket known, Ownership now, long atNanos) {
    List<Departure> departures = new ArrayList<>();
    for (Owner owner : SocketDiff.gone(known.socket.ownership(), now)) {
      departures.add(departure(known, owner, atNanos));
    }
    return departures;
  }

  /** Tells the end of a socket; owners of whom the departures say nothing are added to them. */
  void close(KnownSocket known, Closed end) {
    OpenSocket socket = known.socket;
    open.remove(socket.id());
    if (end.cause() != CloseCause.WATCH_ENDED) {
      if (!ownersAreTold) {
        recentlyClosed.add(socket.id(), end.time().at(), end.cause() == CloseCause.CLOSED);
      }
      counters.closed(socket);
    }
    List<Departure> departures = departuresAtEnd(known, end);
    out.accept(
        new Closed(
            socket, end.cause(), departures, end.bytesSent(), end.bytesReceived(), end.time()));
  }

  private List<Departure> departuresAtEnd(KnownSocket known, Closed end) {
    List<Departure> departures = new ArrayList<>();
    for (Owner owner : known.socket.ownership().owners()) {
      Departure told = toldOf(owner, end.departures());
      departures.add(told != null ? told : departureAtEnd(known, owner, end.time()));
    }
    return departures;
  }

  private static @Nullable Departure toldOf(Owner owner, List<Departure> departures) {
    for (Departure told : departures) {
      if (told.owner().process().id().equals(owner.process().id())) {
        return told;
      }
    }
    return null;
  }

  private Departure departureAtEnd(KnownSocket known, Owner owner, TimeBounds end) {
    return ownersAreTold ? new Departure(owner, end) : departure(known, owner, end.at());
  }

  private Departure departure(KnownSocket known, Owner owner, long atNanos) {
    long read = source.lastReadNanos(known.socket, owner);
    if (read == PassHistory.NEVER) {
      // A source that keeps readings may have dropped them with the socket: fall back to the first.
      boolean readAtEveryLook = known.ownersReadNanos == PassHistory.NEVER;
      read = readAtEveryLook ? known.lastSure() : known.ownersReadNanos;
    }
    return new Departure(owner, TimeBounds.between(read, atNanos));
  }

  /**
   * When a new owner surely held nothing yet. Where owners are not read at every look, or none was
   * known, that is only before the socket was there.
   */
  private static long ownersAfter(KnownSocket known, long otherwise) {
    boolean readBefore =
        known.ownersReadNanos == PassHistory.NEVER && known.socket.ownership().isKnown();
    return readBefore ? otherwise : known.opened.after();
  }

  private long readingOf(OpenSocket socket) {
    long earliest = Long.MAX_VALUE;
    for (Owner owner : socket.ownership().owners()) {
      earliest = Math.min(earliest, source.lastReadNanos(socket, owner));
    }
    return earliest == Long.MAX_VALUE ? PassHistory.NEVER : earliest;
  }
}
