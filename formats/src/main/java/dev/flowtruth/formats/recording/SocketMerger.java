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
    // A socket that lives on is left when its file ends.
    if (known != null && event.cause() != CloseCause.WATCH_ENDED) {
      closed.add(file, known.socket());
      tellEnd(known, event);
    }
  }

  private void tellEnd(MergedSocket known, Closed event) {
    forget(known);
    listener.onEvent(
        new Closed(
            known.socket(),
            event.cause(),
            event.departures(),
            event.bytesSent(),
            event.bytesReceived(),
            event.time()));
  }

  /** What this file alone knew is the successor's, or is not known beyond this time. */
  void ended(int file, int successor, long at) {
    for (MergedSocket socket : all()) {
      if (socket.files.contains(file) && successor >= 0) {
        socket.files.add(successor);
      }
      leave(socket, file, at);
    }
  }

  private static void leave(MergedSocket socket, int file, long at) {
    if (socket.files.remove(file)) {
      socket.knownUntil = Math.max(socket.knownUntil, at);
    }
  }

  /** Nobody watched until then: who holds a socket afterwards has to be told anew. */
  void hole(long until) {
    for (MergedSocket socket : all()) {
      end(socket, CloseCause.GONE, TimeBounds.between(socket.knownUntil, until));
    }
  }

  /**
   * All files are at their end. A socket that was still open at the very end lives on; of one that
   * only a file knew which ended before the others, nothing is claimed for the time after.
   */
  void finish(long at) {
    for (MergedSocket socket : all()) {
      CloseCause cause = socket.knownUntil < at ? CloseCause.GONE : CloseCause.WATCH_ENDED;
      end(socket, cause, TimeBounds.exact(socket.knownUntil));
    }
  }

  private void end(MergedSocket socket, CloseCause cause, TimeBounds time) {
    tellEnd(socket, new Closed(socket.socket(), cause, List.of(), -1, -1, time));
  }

  private List<MergedSocket> all() {
    return List.copyOf(new LinkedHashSet<>(open.values()));
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
