package dev.flowtruth.cli.who;

import dev.flowtruth.cli.sockets.JsonLines;
import dev.flowtruth.cli.sockets.SocketText;
import dev.flowtruth.cli.sockets.Times;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket that answers the question, for people and for scripts. */
final class Answer {
  static final List<String> HEADER = List.of("PROTO", "LOCAL", "PEER", "FROM", "UNTIL", "OWNERS");

  private Answer() {}

  static List<String> cells(Sighting sighting) {
    OpenSocket socket = sighting.socket();
    return List.of(
        socket.protocol().toString(),
        SocketText.local(socket),
        SocketText.peer(socket),
        orDash(text(sighting.opened())),
        orDash(text(sighting.closed())),
        SocketText.owners(socket.ownership()));
  }

  /** The flat names of a socket, with {@code from} and {@code until}. */
  static void json(JsonLines json, Sighting sighting) {
    json.line(
        () -> {
          json.field("from", text(sighting.opened()));
          json.field("until", text(sighting.closed()));
          json.socket(sighting.socket());
        });
  }

  private static @Nullable String text(@Nullable TimeBounds time) {
    return time == null || time.after() == Long.MIN_VALUE ? null : Times.rfc3339(time.at());
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
