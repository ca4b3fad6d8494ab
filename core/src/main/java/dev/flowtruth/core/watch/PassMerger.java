package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes a look into the table, together with the events that came while it was made.
 *
 * <p>A look is not made at one moment, so the two may contradict each other. [1] An event is newer
 * than the look that it came in, and wins. [2] But a socket that the look found and an event closed
 * is told with what the look knew of it, its owner above all. [3] What the look did not find is
 * gone, unless an event told of it since the look began, or its namespace could not be seen.
 */
final class PassMerger {
  /** How long a socket may be out of sight in a gap until nobody waits for it any more. */
  private static final long LONGEST_HIDDEN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final SocketTable table;
  private final EventMerger events;
  private long number;

  PassMerger(SocketTable table, EventMerger events) {
    this.table = table;
    this.events = events;
  }

  /** Returns the sockets of the look that are open. */
  List<OpenSocket> merge(Pass pass, List<SocketEvent> meanwhile, PassHistory before) {
    number++;
    Set<SocketId> ended = ended(pass, meanwhile);
    Map<SocketId, OpenSocket> ending = endingOnes(pass, ended);
    for (SocketEvent event : meanwhile) {
      if (event instanceof Closed end && ending.containsKey(end.socket().id())) {
        see(ending.get(end.socket().id()), pass, before); // [2]
      }
      events.apply(event, before);
    }
    List<OpenSocket> seen = new ArrayList<>(pass.snapshot().sockets().size());
    for (OpenSocket socket : pass.snapshot().sockets()) {
      if (!ended.contains(socket.id()) && see(socket, pass, before)) {
        seen.add(socket);
      }
    }
    closeUnseen(pass);
    return seen;
  }

  private static Set<SocketId> ended(Pass pass, List<SocketEvent> meanwhile) {
    return meanwhile.stream()
        .filter(e -> e instanceof Closed && e.time().at() >= pass.started())
        .map(e -> ((Closed) e).socket().id())
        .collect(Collectors.toSet());
  }

  private static Map<SocketId, OpenSocket> endingOnes(Pass pass, Set<SocketId> ended) {
    Map<SocketId, OpenSocket> ending = new HashMap<>();
    if (!ended.isEmpty()) {
      for (OpenSocket socket : pass.snapshot().sockets()) {
        if (ended.contains(socket.id())) {
          ending.put(socket.id(), socket);
        }
      }
    }
    return ending;
  }

  /** Returns whether it is open. */
  private boolean see(OpenSocket socket, Pass pass, PassHistory before) {
    if (socket.state() == SocketState.TIME_WAIT) {
      return false;
    }
    KnownSocket known = table.find(socket.id());
    if (known == null) {
      if (table.recentlyClosed.explainsSight(socket.id(), pass.started())) {
        return false;
      }
      long after = before.lastWhole(socket.netns());
      known = table.open(socket, TimeBounds.between(after, pass.finished()));
    } else if (!isUntouched(known, socket) && known.eventNanos < pass.started()) { // [1]
      TimeBounds time = TimeBounds.between(known.lastSure(), pass.finished());
      table.change(known, socket, time);
    }
    known.pass = number;
    known.seenNanos = pass.started();
    return true;
  }

  /** Sources hand out the same instance while nothing changed: most of all comparisons. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isUntouched(KnownSocket known, OpenSocket socket) {
    return known.socket == socket;
  }

  private void closeUnseen(Pass pass) { // [3]
    for (KnownSocket known : table.all()) {
      if (known.pass != number && known.eventNanos < pass.started()) {
        if (!pass.isHidden(known.socket.netns())) {
          close(known, CloseCause.GONE, pass);
        } else if (pass.started() - known.lastSure() > LONGEST_HIDDEN_NANOS) {
          close(known, CloseCause.IDLE, pass);
        }
      }
    }
  }

  private void close(KnownSocket known, CloseCause cause, Pass pass) {
    TimeBounds time = TimeBounds.between(known.lastSure(), pass.finished());
    table.close(known, new Closed(known.socket, cause, List.of(), -1, -1, time));
  }
}
