package dev.flowtruth.cli.watch;

import dev.flowtruth.cli.sockets.SocketText;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Events as a line of words each. */
final class TextEventLine implements EventLine {
  private final PrintWriter out;
  private final EventClock clock;

  TextEventLine(PrintWriter out, EventClock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void opened(Opened event) {
    line(event.time(), "opened", words(event.socket()));
  }

  @Override
  public void endpointChanged(EndpointChanged event) {
    line(event.time(), "endpoint_changed", words(event.socket()));
  }

  @Override
  public void ownerChanged(OwnerChanged event) {
    List<Owner> gone = event.gone().stream().map(Departure::owner).toList();
    line(
        event.time(),
        "owner_changed",
        words(event.socket()) + list(" came: ", event.appeared()) + list(" left: ", gone));
  }

  @Override
  public void closed(Closed event) {
    line(event.time(), "closed", words(event.socket()) + " (" + event.cause().label() + ")");
  }

  @Override
  public void lost(Lost event) {
    String count = event.count() < 0 ? "an unknown number of" : Long.toString(event.count());
    line(event.time(), "lost", count + " " + event.what());
  }

  @Override
  public void gap(GapSeen event) {
    line(event.time(), "gap", event.gap().what() + ": " + event.gap().why());
  }

  private void line(TimeBounds time, String event, String words) {
    out.println(clock.at(time) + " " + event + " " + words);
  }

  private static String words(OpenSocket socket) {
    return socket.protocol()
        + " "
        + SocketText.local(socket)
        + " -> "
        + SocketText.peer(socket)
        + " "
        + SocketText.state(socket)
        + " "
        + SocketText.owners(socket.ownership());
  }

  private static String list(String before, List<Owner> owners) {
    return owners.stream()
        .map(owner -> SocketText.process(owner.process()))
        .collect(Collectors.joining(", ", owners.isEmpty() ? "" : before, ""));
  }
}
