package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.OpenSocket;
import java.io.Writer;

/** Sockets as JSON Lines. */
final class JsonSink implements SocketSink {
  private final JsonLines json;
  private final boolean withProvider;

  JsonSink(Writer out, boolean withProvider) {
    this.json = new JsonLines(out);
    this.withProvider = withProvider;
  }

  @Override
  public void socket(String provider, OpenSocket socket) {
    json.line(
        () -> {
          json.field("provider", withProvider ? provider : null);
          json.socket(socket);
        });
  }
}
