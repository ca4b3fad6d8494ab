package dev.flowtruth.testkit;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.stream.Collectors;

/** Events and sockets in a line that a person can read. */
final class EventText {
  private EventText() {}

  static String of(SocketEvent event) {
    String kind = event.getClass().getSimpleName();
    return String.format("%-18s %s %s", kind, of(event.time()), about(event));
  }

  private static String about(SocketEvent event) {
    if (event instanceof SocketEvent.Opened e) {
      return of(e.socket());
    } else if (event instanceof SocketEvent.EndpointChanged e) {
      return of(e.socket()) + " was " + e.before().local() + " -> " + e.before().peer();
    } else if (event instanceof SocketEvent.OwnerChanged e) {
      return of(e.socket()) + " new " + e.appeared().size() + " gone " + e.gone().size();
    } else if (event instanceof SocketEvent.Closed e) {
      return of(e.socket()) + " " + e.cause().label();
    }
    return event.toString();
  }

  private static String of(TimeBounds time) {
    if (time.isExact()) {
      return "at " + time.at();
    }
    String after = time.after() == Long.MIN_VALUE ? "before" : time.after() + "..";
    return after + " " + time.at();
  }

  /** {@code tcp 127.0.0.1:80 -> 127.0.0.1:4711 established cookie:7 [12:java:creator]}. */
  static String of(OpenSocket socket) {
    return String.join(
        " ",
        socket.protocol().toString(),
        socket.local().toString(),
        "->",
        socket.peer().toString(),
        socket.state().label(),
        socket.id().toString(),
        of(socket.ownership()));
  }

  private static String of(Ownership ownership) {
    if (ownership.absence() != null) {
      return "[" + ownership.absence().label() + "]";
    }
    return ownership.owners().stream()
        .map(EventText::of)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String of(Owner owner) {
    return owner.process().pid() + ":" + owner.process().name() + ":" + owner.role().label();
  }
}
