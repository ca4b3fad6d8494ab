package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.ProcessRef.Published;
import dev.flowtruth.core.model.Protocol;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What docker-proxy says of itself: it ends connections to a published port and opens others to the
 * container, whose address and port are among its arguments ({@code -proto}, {@code -container-ip},
 * {@code -container-port}; moby, cmd/docker-proxy). These three are kept, and no other argument.
 */
final class DockerProxy {
  private static final String NAME = "/docker-proxy";

  private DockerProxy() {}

  /** True when its arguments are worth reading. */
  static boolean isOne(@Nullable String executable) {
    return executable != null && executable.endsWith(NAME);
  }

  /** Where it passes things on to; null when its arguments do not say. */
  static @Nullable Published publishedFor(List<String> arguments) {
    String protocol = option("proto", arguments);
    String address = option("container-ip", arguments);
    String port = option("container-port", arguments);
    if (protocol == null || address == null || port == null) {
      return null;
    }
    OptionalInt number = Protocol.numberOf(protocol);
    try {
      Endpoint container = new Endpoint(IpAddress.parse(address), Integer.parseInt(port));
      return number.isEmpty() ? null : new Published(Protocol.of(number.getAsInt()), container);
    } catch (IllegalArgumentException e) {
      return null; // no address or no port: it is another program of that name
    }
  }

  /** Go takes {@code -name value} and {@code -name=value}, with one dash or two. */
  private static @Nullable String option(String name, List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i).replaceFirst("^--?", "-");
      if (argument.startsWith("-" + name + "=")) {
        return argument.substring(name.length() + 2);
      }
      if (argument.equals("-" + name) && i + 1 < arguments.size()) {
        return arguments.get(i + 1);
      }
    }
    return null;
  }
}
