package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.windows.calls.SocketTables;
import dev.flowtruth.platform.windows.calls.WindowsSystem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be seen with this Windows and these rights, and why not more. */
final class WindowsSupport {
  private WindowsSupport() {}

  static Support of(Host host) {
    return refusal(host).orElseGet(WindowsSupport::usable);
  }

  private static Optional<Support> refusal(Host host) {
    if (host.os() != Os.WINDOWS) {
      String cause = "works on Windows only, and this is " + host.os().label();
      return Optional.of(Support.refused(cause));
    }
    try {
      SocketTables.load();
      return Optional.empty();
    } catch (SourceException e) {
      String cause = String.valueOf(e.getMessage());
      return Optional.of(
          Support.refused(host.isAssumed() ? "Windows is only assumed: " + cause : cause));
    }
  }

  private static Support usable() {
    boolean wine = WindowsSystem.isWine();
    Set<Capability> sees = EnumSet.of(Capability.TCP, Capability.UDP);
    List<Missing> missing = new ArrayList<>(always());
    addTimes(wine, sees, missing);
    addRights(sees, missing);
    addKernel(wine, sees, missing);
    return Support.usable(sees, missing);
  }

  private static List<Missing> always() {
    return List.of(
        new Missing(
            Capability.DESTROY_EVENTS,
            "the tables tell nothing of sockets that came and went between two looks",
            null),
        new Missing(Capability.UDP_PEERS, "Windows' tables of UDP have no peers", null),
        new Missing(Capability.SHARED_OWNERS, "Windows names one process for each socket", null),
        new Missing(
            Capability.OTHER_NAMESPACES,
            "the tables are those of the own network compartment; containers and WSL have theirs",
            null),
        new Missing(Capability.RAW, "Windows lists no raw sockets", null));
  }

  private static void addTimes(boolean wine, Set<Capability> sees, List<Missing> missing) {
    boolean tells = IpHelperTables.all().stream().allMatch(TableReader::offersCreation);
    if (tells && !wine) {
      sees.add(Capability.SOCKET_IDENTITY);
      sees.add(Capability.CREATION_TIME);
      return;
    }
    String cause = wine ? "Wine says 0 for it" : "this Windows refuses the tables that tell it";
    missing.add(new Missing(Capability.CREATION_TIME, cause, null));
    missing.add(
        new Missing(
            Capability.SOCKET_IDENTITY, "it would be the creation time, and " + cause, null));
  }

  private static void addRights(Set<Capability> sees, List<Missing> missing) {
    if (WindowsSystem.isAdministrator().orElse(false)) {
      sees.add(Capability.OTHER_USERS);
      return;
    }
    missing.add(
        new Missing(
            Capability.OTHER_USERS,
            "without an administrator's rights other users' processes may not be opened: their"
                + " pids are seen, their users, paths and start times mostly not",
            "runas /user:Administrator \"flowtruth snapshot\""));
  }

  private static void addKernel(boolean wine, Set<Capability> sees, List<Missing> missing) {
    if (!wine) {
      sees.add(Capability.KERNEL_OWNERS);
      sees.add(Capability.TIME_WAIT);
      return;
    }
    String cause = "Wine's tables hold only sockets of its own processes";
    missing.add(new Missing(Capability.KERNEL_OWNERS, cause, null));
    missing.add(new Missing(Capability.TIME_WAIT, cause, null));
  }
}
