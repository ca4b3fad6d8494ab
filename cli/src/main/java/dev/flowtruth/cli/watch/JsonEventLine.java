package dev.flowtruth.cli.watch;

import dev.flowtruth.cli.sockets.JsonLines;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Events as JSON Lines: event, time and cause first, then the fields of a socket. */
final class JsonEventLine implements EventLine {
  private final JsonLines json;
  private final EventClock clock;

  JsonEventLine(Writer out, EventClock clock) {
    this.json = new JsonLines(out);
    this.clock = clock;
  }

  @Override
  public void opened(Opened event) {
    line("opened", event.time(), null, () -> json.socket(event.socket()));
  }

  @Override
  public void endpointChanged(EndpointChanged event) {
    line("endpoint_changed", event.time(), null, () -> json.socket(event.socket()));
  }

  @Override
  public void ownerChanged(OwnerChanged event) {
    line(
        "owner_changed",
        event.time(),
        null,
        () -> {
          json.socket(event.socket());
          json.objects("appeared", event.appeared(), json::owner);
          json.objects("gone", event.gone().stream().map(Departure::owner).toList(), json::owner);
        });
  }

  @Override
  public void closed(Closed event) {
    line(
        "closed",
        event.time(),
        event.cause().label(),
        () -> {
          json.socket(event.socket());
          json.field("bytes_sent", known(event.bytesSent()));
          json.field("bytes_received", known(event.bytesReceived()));
        });
  }

  @Override
  public void lost(Lost event) {
    line(
        "lost",
        event.time(),
        null,
        () -> {
          json.field("what", event.what());
          json.field("count", known(event.count()));
          json.field("netns", event.netns() == 0 ? null : event.netns());
        });
  }

  @Override
  public void gap(GapSeen event) {
    Gap gap = event.gap();
    line(
        "gap",
        event.time(),
        gap.why(),
        () -> {
          json.field("what", gap.what());
          json.field("netns", gap.netns() == 0 ? null : gap.netns());
          json.field("reason", gap.reason().label());
        });
  }

  private void line(String name, TimeBounds time, @Nullable String cause, JsonLines.Body rest) {
    json.line(
        () -> {
          json.field("event", name);
          json.field("time", clock.at(time));
          json.field("cause", cause);
          json.field("after", clock.after(time));
          rest.write();
        });
  }

  private static @Nullable Object known(long count) {
    return count < 0 ? null : (Object) count;
  }
}
