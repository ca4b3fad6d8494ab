package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.core.watch.SocketListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sockets of several files by the kernel's identity: a socket that one file has opened
 * goes on when another opens it again, and ends with the first file that saw its end. Owners of
 * whom any file knows are its owners.
 */
final class SocketMerger {
  private final SocketListener listener;
  private final Map<SocketId, MergedSocket> open = new HashMap<>();
  private final RecentlyClosed closed = new RecentlyClosed();

  SocketMerger(SocketListener listener) {
    this.listener = listener;
  }

  /** Takes the event if it is about a socket. */
  boolean accept(int file, SocketEvent event) {
    if (event instanceof Opened e) {
      opened(file, e);
    } else if (event instanceof EndpointChanged e) {
      endpointChanged(file, e);
    } else if (event instanceof OwnerChanged e) {
      ownerChanged(known(file, e.socket()), e.socket(), e.gone(), e.time());
    } else if (event instanceof Closed e) {
      closed(file, e);
    } else {
      return false;
    }
    return true;
  }

  private void opened(int file, Opened event) {
    MergedSocket known = find(event.socket());
    if (known != null) {
      known.files.add(file);
      register(event.socket(), known);
      ownerChanged(known, event.socket(), List.of(), event.time());
    } else if (!closed.tellsAll(file, event.socket())) {
      MergedSocket fresh = new MergedSocket(event.socket());
      fresh.files.add(file);
      register(event.socket(), fresh);
      listener.onEvent(event);
    }
  }

  private void endpointChanged(int file, EndpointChanged event) {
    MergedSocket known = known(file, event.socket());
    if (known == null) {
      return;
    }
    OpenSocket before = known.socket();
    OpenSocket now = event.socket();
    if (!before.hasTupleOf(now) || before.state() != now.state()) {
      OpenSocket merged = now.toBuilder().id(before.id()).ownership(before.ownership()).build();
      listener.onEvent(new EndpointChanged(known.become(merged), before, event.time()));
    }
  }

  private void ownerChanged(
      @Nullable MergedSocket known, OpenSocket socket, List<Departure> gone, TimeBounds time) {
    if (known == null) {
      return;
    }
    List<Owner> owners = new ArrayList<>(known.socket().ownership().owners());
    List<Departure> news = new ArrayList<>();
    for (Departure departure : gone) {
      if (owners.removeIf(owner -> isSame(owner, departure.owner()))) {
        news.add(departure);
      }
    }
    List<Owner> appeared = new ArrayList<>();
    for (Owner owner : socket.ownership().owners()) {
      if (!owners.contains(owner)) {
        owners.removeIf(other -> isSame(other, owner));
        owners.add(owner);
        appeared.add(owner);
      }
    }
    tell(known, ownership(owners, socket.ownership().absence()), appeared, news, time);
  }

  private void tell(
      MergedSocket known,
      Ownership ownership,
      List<Owner> appeared,
      List<Departure> gone,
      TimeBounds time) {
    if (!known.socket().ownership().equals(ownership)) {
      OpenSocket now = known.become(known.socket().withOwnership(ownership));
      listener.onEvent(new OwnerChanged(now, appeared, gone, time));
    }
  }

  private static boolean isSame(Owner one, Owner other) {
    return one.process().id().equals(other.process().id());
  }

  private static Ownership ownership(List<Owner> owners, @Nullable Reason absence) {
    return owners.isEmpty()
        ? Ownership.absent(Objects.requireNonNullElse(absence, Reason.SEEN_WITHOUT_OWNER))
        : Ownership.of(owners);
  }

  private void closed(int file, Closed event) {
    MergedSocket known = known(file, event.socket());
    if (known == null) {
      return;
    }
    known.files.remove(file);
    boolean ended = event.cause() == CloseCause.CLOSED || event.cause() == CloseCause.GONE;
    if (ended || known.files.isEmpty()) {
      forget(known);
      if (ended) {
        closed.add(file, known.socket());
      }
      listener.onEvent(
          new Closed(
              known.socket(),
              event.cause(),
              event.departures(),
              event.bytesSent(),
              event.bytesReceived(),
              event.time()));
    }
  }

  /** What only this file knew is the successor's, or has an end beyond which nothing is known. */
  void ended(int file, int successor, long at) {
    for (MergedSocket socket : List.copyOf(new LinkedHashSet<>(open.values()))) {
      if (socket.files.remove(file) && successor >= 0) {
        socket.files.add(successor);
      }
      if (socket.files.isEmpty()) {
        forget(socket);
        TimeBounds time = TimeBounds.exact(at);
        listener.onEvent(
            new Closed(socket.socket(), CloseCause.WATCH_ENDED, List.of(), -1, -1, time));
      }
    }
  }

  /** The socket if this file still takes part in it; another file may have told its end. */
  private @Nullable MergedSocket known(int file, OpenSocket socket) {
    MergedSocket known = find(socket);
    return known != null && known.files.contains(file) ? known : null;
  }

  private @Nullable MergedSocket find(OpenSocket socket) {
    for (SocketId name : MergedSocket.names(socket)) {
      MergedSocket known = open.get(name);
      if (known != null && known.mayBe(socket)) {
        return known;
      }
    }
    return null;
  }

  private void register(OpenSocket socket, MergedSocket known) {
    for (SocketId name : MergedSocket.names(socket)) {
      open.put(name, known);
      known.names.add(name);
    }
  }

  private void forget(MergedSocket socket) {
    socket.names.forEach(name -> open.remove(name, socket));
  }
}
