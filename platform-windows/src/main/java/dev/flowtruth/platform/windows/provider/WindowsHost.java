package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.platform.windows.calls.WindowsSystem;
import dev.flowtruth.platform.windows.decoder.FileTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** What Windows says of itself. */
final class WindowsHost {
  private WindowsHost() {}

  /** Which host and which boot; what cannot be read is empty. */
  static HostIdentity identity(Host host) {
    return new HostIdentity(
        host.environment("COMPUTERNAME")
            .filter(name -> !name.isBlank())
            .orElseGet(WindowsHost::name),
        WindowsSystem.machineGuid(),
        boot(WindowsSystem.bootTime()),
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

  /** The time of the boot is its identity; no two are alike to 100 ns. */
  private static String boot(long fileTime) {
    return FileTime.isKnown(fileTime)
        ? Instant.EPOCH.plusNanos(FileTime.toEpochNanos(fileTime)).toString()
        : "";
  }
}
