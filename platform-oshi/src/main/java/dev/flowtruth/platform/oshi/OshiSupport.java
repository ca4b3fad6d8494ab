package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.Support;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** OSHI's blind spots by OS, said before anything of OSHI is loaded. */
final class OshiSupport {
  private OshiSupport() {}

  static Support of(Host host) {
    Set<Capability> sees = EnumSet.of(Capability.TCP, Capability.UDP);
    List<Missing> missing = new ArrayList<>(always());
    addPeers(host.os(), sees, missing);
    addTimeWait(host.os(), sees, missing);
    addRights(host.os(), sees, missing);
    return Support.usable(sees, missing);
  }

  private static List<Missing> always() {
    return List.of(
        new Missing(
            Capability.DESTROY_EVENTS,
            "OSHI tells nothing of sockets that came and went between two looks",
            null),
        new Missing(Capability.SOCKET_IDENTITY, "OSHI knows a socket by its endpoints alone", null),
        new Missing(Capability.CREATION_TIME, "OSHI does not tell it", null),
        new Missing(
            Capability.SHARED_OWNERS,
            "OSHI names one process for a socket, also when several hold it",
            null),
        new Missing(Capability.OTHER_NAMESPACES, "OSHI reads the own one alone", null));
  }

  private static void addPeers(Os os, Set<Capability> sees, List<Missing> missing) {
    if (os == Os.WINDOWS) {
      missing.add(new Missing(Capability.UDP_PEERS, "Windows' tables of UDP have no peers", null));
    } else {
      sees.add(Capability.UDP_PEERS);
    }
  }

  private static void addTimeWait(Os os, Set<Capability> sees, List<Missing> missing) {
    if (os == Os.MACOS) {
      String cause = "OSHI lists what processes hold, and nobody holds these";
      missing.add(new Missing(Capability.TIME_WAIT, cause, null));
    } else {
      sees.add(Capability.TIME_WAIT);
    }
  }

  private static void addRights(Os os, Set<Capability> sees, List<Missing> missing) {
    if (os == Os.WINDOWS || isRoot()) {
      sees.add(Capability.OTHER_USERS);
      return;
    }
    missing.add(
        new Missing(
            Capability.OTHER_USERS,
            "OSHI finds owners by their descriptors, which only root may read of other users",
            "sudo flowtruth snapshot --provider oshi"));
  }

  /** Whoever is not root by name is taken to have an ordinary user's rights. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
