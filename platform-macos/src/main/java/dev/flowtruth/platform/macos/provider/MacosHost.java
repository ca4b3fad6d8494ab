package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.platform.macos.calls.MacosSystem;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What macOS says of itself. */
final class MacosHost {
  private static final long FIRST_PROCESS = 1;

  private MacosHost() {}

  /** Which host and which boot; what cannot be read is empty. */
  static HostIdentity identity(Host host) {
    return new HostIdentity(
        name(), MacosSystem.sysctl("kern.uuid"), boot(), host.os().label(), host.kernelRelease());
  }

  private static String name() {
    String name = MacosSystem.hostName();
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  /** Where there is no id of the boot, the start of the first process is as good. */
  private static String boot() {
    String session = MacosSystem.sysctl("kern.bootsessionuuid");
    return session.isEmpty()
        ? ProcessHandle.of(FIRST_PROCESS)
            .flatMap(first -> first.info().startInstant())
            .map(Object::toString)
            .orElse("")
        : session;
  }
}
