package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Host;

/** What Linux says of itself in small files. */
final class LinuxHost {
  private LinuxHost() {}

  /** Which host and which boot; what cannot be read is empty. */
  static HostIdentity identity(Host host) {
    return new HostIdentity(
        line(host, "/proc/sys/kernel/hostname"),
        line(host, "/etc/machine-id"),
        line(host, "/proc/sys/kernel/random/boot_id"),
        host.os().label(),
        host.kernelRelease());
  }

  private static String line(Host host, String path) {
    return host.read(path).map(String::strip).orElse("");
  }

  /**
   * What a cookie needs to be unique: nothing since Linux 5.10; before, each network namespace
   * counted for itself (commit 92acdc58ab11).
   */
  static String cookieQualifier(Host host, long netns) {
    String[] parts = host.kernelRelease().split("[^0-9]+", 3);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return "";
    }
    int major = Integer.parseInt(parts[0]);
    boolean global = major > 5 || major == 5 && Integer.parseInt(parts[1]) >= 10;
    return global ? "" : Long.toString(netns);
  }
}
