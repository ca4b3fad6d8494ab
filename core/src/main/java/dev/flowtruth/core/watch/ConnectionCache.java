package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.ConnectionKey;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The connections that were seen lately, least recently seen first: a listener between a watcher
 * and the one that it tells.
 *
 * <p>What NFStream's cache did, on better keys. The first sight of a socket is told as opened
 * (CREATE), later ones only refresh its time, and one that nobody has seen for the idle timeout and
 * its grace is told as closed by {@link CloseCause#IDLE} (REMOVE). Everything else passes: other
 * endpoints, other owners, and the end of a socket at once. A socket that comes in sight again
 * after its removal is opened anew. The key is the kernel's identity, so two sockets that use one
 * tuple after each other are two connections.
 *
 * <p>Holds what is open and what went out of sight within the idle timeout. Thread-safe; no lock is
 * held while the listener is told.
 */
public final class ConnectionCache implements SocketListener {
  private final Map<SocketId, Connection> leastRecentFirst = new LinkedHashMap<>(64, 0.75f, true);
  private final CacheLimits limits;
  private final LongSupplier nanoTime;
  private final SocketListener next;
  private boolean scanned;
  private long lastScanNanos;

  private record Connection(OpenSocket socket, long seenNanos) {}

  /** A cache with NFStream's limits. */
  public ConnectionCache(SocketListener next) {
    this(CacheLimits.defaults(), System::nanoTime, next);
  }

  /**
   * A cache.
   *
   * @param nanoTime monotonic nanoseconds, of the base of the events
   * @param next is told
   */
  public ConnectionCache(CacheLimits limits, LongSupplier nanoTime, SocketListener next) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.next = next;
  }

  @Override
  public void onEvent(SocketEvent event) {
    if (event instanceof Opened opened) {
      refreshed(opened.socket(), opened);
    } else if (event instanceof EndpointChanged changed) {
      changed(changed.socket(), changed);
    } else if (event instanceof OwnerChanged changed) {
      changed(changed.socket(), changed);
    } else if (!(event instanceof Closed closed) || remove(closed.socket().id())) {
      next.onEvent(event);
    }
  }

  /** Refreshes what was seen, then removes what is idle. */
  @Override
  public void onSeen(List<OpenSocket> sockets, TimeBounds time) {
    for (OpenSocket socket : sockets) {
      refreshed(socket, new Opened(socket, TimeBounds.by(time.at())));
    }
    next.onSeen(sockets, time);
    scan();
  }

  /**
   * Removes what is idle, at most as many as the budget allows; does nothing when the last scan was
   * only just made.
   *
   * @return how many were removed
   */
  public int scan() {
    List<Connection> idle = takeIdle();
    for (Connection connection : idle) {
      next.onEvent(idleClose(connection));
    }
    return idle.size();
  }

  /** How many connections it holds. */
  public int size() {
    synchronized (leastRecentFirst) {
      return leastRecentFirst.size();
    }
  }

  /** The connections with this key, least recently seen first; looks through all of them. */
  public List<OpenSocket> find(ConnectionKey key) {
    synchronized (leastRecentFirst) {
      return leastRecentFirst.values().stream()
          .map(Connection::socket)
          .filter(socket -> ConnectionKey.of(socket).equals(key))
          .toList();
    }
  }

  private void refreshed(OpenSocket socket, Opened ifNew) {
    if (refresh(socket)) {
      next.onEvent(ifNew);
    }
  }

  private void changed(OpenSocket socket, SocketEvent event) {
    next.onEvent(refresh(socket) ? new Opened(socket, TimeBounds.by(event.time().at())) : event);
  }

  /** Returns true when it is new. */
  private boolean refresh(OpenSocket socket) {
    Connection seen = new Connection(socket, nanoTime.getAsLong());
    synchronized (leastRecentFirst) {
      return leastRecentFirst.put(socket.id(), seen) == null;
    }
  }

  private boolean remove(SocketId id) {
    synchronized (leastRecentFirst) {
      return leastRecentFirst.remove(id) != null;
    }
  }

  private List<Connection> takeIdle() {
    long now = nanoTime.getAsLong();
    List<Connection> idle = new ArrayList<>();
    synchronized (leastRecentFirst) {
      if (scanned && now - lastScanNanos <= limits.scanInterval().toNanos()) {
        return idle;
      }
      scanned = true;
      lastScanNanos = now;
      Iterator<Connection> connections = leastRecentFirst.values().iterator();
      while (idle.size() < limits.scanBudget() && connections.hasNext()) {
        Connection connection = connections.next();
        if (now - connection.seenNanos() < limits.idleNanos()) {
          break;
        }
        connections.remove();
        idle.add(connection);
      }
    }
    return idle;
  }

  private Closed idleClose(Connection connection) {
    OpenSocket socket = connection.socket();
    TimeBounds time = TimeBounds.between(connection.seenNanos(), nanoTime.getAsLong());
    List<Departure> departures = new ArrayList<>();
    for (Owner owner : socket.ownership().owners()) {
      departures.add(new Departure(owner, time));
    }
    return new Closed(socket, CloseCause.IDLE, departures, -1, -1, time);
  }
}
