package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which host and which boot, as far as small files, the JDK and OSHI tell. */
final class OshiHost {
  private OshiHost() {}

  static HostIdentity identity(Host host, OshiCalls oshi) {
    return new HostIdentity(
        name(),
        line(host, "/etc/machine-id"),
        boot(host, oshi),
        host.os().label(),
        host.kernelRelease());
  }

  private static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static String boot(Host host, OshiCalls oshi) {
    String linux = line(host, "/proc/sys/kernel/random/boot_id");
    return linux.isEmpty() ? "boot-" + bootSeconds(oshi) : linux;
  }

  private static long bootSeconds(OshiCalls oshi) {
    try {
      return oshi.bootSeconds();
    } catch (RuntimeException | LinkageError e) {
      return 0;
    }
  }

  private static String line(Host host, String path) {
    return host.read(path).map(String::strip).orElse("");
  }
}
