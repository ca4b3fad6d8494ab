package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.macos.calls.MacosSystem;
import dev.flowtruth.platform.macos.calls.SystemLibProc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be seen with this macOS and these rights, and why not more. */
final class MacosSupport {
  private MacosSupport() {}

  static Support of(Host host) {
    return refusal(host)
        .orElseGet(
            () -> {
              boolean isRoot = MacosSystem.isRoot();
              return Support.usable(sees(isRoot), missing(isRoot));
            });
  }

  private static Optional<Support> refusal(Host host) {
    if (host.os() != Os.MACOS) {
      String cause = "works on macOS only, and this is " + host.os().label();
      return Optional.of(Support.refused(cause));
    }
    try {
      SystemLibProc.load();
      return Optional.empty();
    } catch (SourceException e) {
      String cause = String.valueOf(e.getMessage());
      return Optional.of(
          Support.refused(host.isAssumed() ? "macOS is only assumed: " + cause : cause));
    }
  }

  /** With root's rights or without. */
  static Set<Capability> sees(boolean isRoot) {
    Set<Capability> sees =
        EnumSet.of(
            Capability.TCP,
            Capability.UDP,
            Capability.UDP_PEERS,
            Capability.RAW,
            Capability.ICMP,
            Capability.SOCKET_IDENTITY,
            Capability.SHARED_OWNERS);
    if (isRoot) {
      sees.add(Capability.OTHER_USERS);
    }
    return sees;
  }

  private static List<Missing> missing(boolean isRoot) {
    List<Missing> missing = new ArrayList<>(always());
    if (!isRoot) {
      String cause =
          "the descriptors of other users' processes may be read by root alone, and with them"
              + " their sockets";
      missing.add(new Missing(Capability.OTHER_USERS, cause, "sudo flowtruth doctor"));
    }
    return missing;
  }

  private static List<Missing> always() {
    return List.of(
        new Missing(
            Capability.DESTROY_EVENTS,
            "descriptors tell nothing of sockets that came and went between two looks",
            null),
        new Missing(Capability.CREATION_TIME, "libproc does not tell it", null),
        new Missing(Capability.OTHER_NAMESPACES, "macOS has no network namespaces", null),
        new Missing(
            Capability.KERNEL_OWNERS, "sockets are found by the processes that hold them", null),
        new Missing(
            Capability.TIME_WAIT, "no process holds what is left of a closed connection", null));
  }
}
