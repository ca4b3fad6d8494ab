package dev.flowtruth.formats.flows;

import dev.flowtruth.core.model.ProcessRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What docker-proxy says of itself: it ends connections to a published port and opens others to the
 * container, whose address and port are among its arguments ({@code -container-ip}, {@code
 * -container-port}; moby, cmd/docker-proxy).
 */
final class DockerProxy {
  private DockerProxy() {}

  /** The container's {@code address:port}; null for other processes, or without a command line. */
  static @Nullable String publishedFor(ProcessRef process) {
    List<String> arguments = process.commandLine();
    if (arguments == null || !process.name().equals("docker-proxy")) {
      return null;
    }
    String address = after("-container-ip", arguments);
    String port = after("-container-port", arguments);
    if (address == null || port == null) {
      return null;
    }
    return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
  }

  private static @Nullable String after(String option, List<String> arguments) {
    int index = arguments.indexOf(option);
    return index < 0 || index + 1 == arguments.size() ? null : arguments.get(index + 1);
  }
}
