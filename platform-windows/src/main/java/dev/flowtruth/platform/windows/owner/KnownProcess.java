package dev.flowtruth.platform.windows.owner;

import dev.flowtruth.core.model.ProcessRef;
import org.jspecify.annotations.Nullable;

/**
 * A process that could be asked about.
 *
 * @param process who
 * @param start file time of its creation, 0 when it may not be read
 * @param trouble why not everything is known of it, null when all is
 */
public record KnownProcess(ProcessRef process, long start, @Nullable String trouble) {
  private static final String SERVICE_HOST = "svchost.exe";

  /** True for Windows' own host of services: the socket knows which of them it belongs to. */
  public boolean hostsServices() {
    return process.name().equalsIgnoreCase(SERVICE_HOST);
  }
}
