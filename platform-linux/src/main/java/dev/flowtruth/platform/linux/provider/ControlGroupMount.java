package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Host;
import java.util.Optional;

/** Where the unified hierarchy of control groups ({@code cgroups(7)}) is mounted. */
final class ControlGroupMount {
  private ControlGroupMount() {}

  static Optional<String> find(Host host) {
    return host.read("/proc/self/mounts").stream()
        .flatMap(String::lines)
        .map(line -> line.split(" ", 4))
        .filter(fields -> fields.length == 4 && fields[2].equals("cgroup2"))
        .map(fields -> fields[1].replace("\\040", " "))
        .findFirst();
  }
}
