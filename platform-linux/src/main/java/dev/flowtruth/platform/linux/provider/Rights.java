package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The capabilities that this process has, and what it does not see for lack of others.
 *
 * <p>Source of the numbers: {@code linux/capability.h}.
 *
 * @param effective bits of {@code CapEff} in {@code /proc/self/status}
 */
record Rights(long effective) {
  private static final int DAC_READ_SEARCH = 2;
  private static final int NET_ADMIN = 12;
  private static final int NET_RAW = 13;
  private static final int SYS_PTRACE = 19;
  private static final int SYS_ADMIN = 21;
  private static final int PERFMON = 38;
  private static final int BPF = 39;

  private static final String[] ALL_OF_BPF = {
    "bpf", "perfmon", "net_admin", "sys_ptrace", "dac_read_search", "sys_admin"
  };
  private static final String[] ALL_OF_PACKETS = {
    "net_raw", "sys_ptrace", "dac_read_search", "sys_admin"
  };

  static Rights of(Host host) {
    return new Rights(
        host.read("/proc/self/status").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("CapEff:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0));
  }

  private boolean has(int capability) {
    return (effective >>> capability & 1) != 0;
  }

  /** Why BPF programs may not be loaded and attached; empty when they may. */
  Optional<Support> withoutBpf() {
    if (has(SYS_ADMIN)) {
      return Optional.empty();
    }
    List<String> missing = new ArrayList<>();
    addUnless(has(BPF), "CAP_BPF", missing);
    addUnless(has(PERFMON), "CAP_PERFMON", missing);
    addUnless(has(NET_ADMIN), "CAP_NET_ADMIN", missing);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Support.refused(
            "BPF programs may not be loaded without " + String.join(" and ", missing),
            remedy(ALL_OF_BPF)));
  }

  private static void addUnless(boolean there, String name, List<String> missing) {
    if (!there) {
      missing.add(name);
    }
  }

  /** Why packets may not be watched; empty when they may. */
  Optional<Support> withoutPackets() {
    return has(NET_RAW)
        ? Optional.empty()
        : Optional.of(
            Support.refused(
                "packets may not be watched without CAP_NET_RAW", remedy(ALL_OF_PACKETS)));
  }

  /** What BPF programs see less of, each with the line that brings it. */
  List<Missing> missingBesideBpf() {
    List<Missing> missing = new ArrayList<>();
    if (!seesOtherUsers()) {
      String cause =
          "a socket that no process holds is known to be the kernel's only where every process may"
              + " be read, which takes CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH";
      missing.add(new Missing(Capability.KERNEL_OWNERS, cause, remedy(ALL_OF_BPF)));
    }
    if (!entersNamespaces()) {
      String cause =
          "other network namespaces may not be entered without CAP_SYS_ADMIN: of their sockets only"
              + " those are seen that a process holds";
      missing.add(new Missing(Capability.OTHER_NAMESPACES, cause, remedy(ALL_OF_BPF)));
    }
    addTranslations(missing);
    return missing;
  }

  private void addTranslations(List<Missing> missing) {
    if (!readsTranslations()) {
      String cause =
          "connections that the kernel tracks, and whose addresses it translates (NAT), may not be"
              + " read without CAP_NET_ADMIN";
      missing.add(
          new Missing(
              Capability.TRANSLATIONS,
              cause,
              remedy("sys_ptrace", "dac_read_search", "sys_admin", "net_admin")));
    }
  }

  boolean seesOtherUsers() {
    return has(SYS_PTRACE) && has(DAC_READ_SEARCH);
  }

  boolean entersNamespaces() {
    return has(SYS_ADMIN);
  }

  /** What is missing, each with the line that brings it. */
  List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    if (!seesOtherUsers()) {
      String cause =
          "the descriptors of other users' processes may not be read without CAP_SYS_PTRACE and"
              + " CAP_DAC_READ_SEARCH";
      missing.add(
          new Missing(Capability.OTHER_USERS, cause, remedy("sys_ptrace", "dac_read_search")));
    }
    if (!entersNamespaces()) {
      String cause = "other network namespaces may not be entered without CAP_SYS_ADMIN";
      missing.add(
          new Missing(
              Capability.OTHER_NAMESPACES,
              cause,
              remedy("sys_ptrace", "dac_read_search", "sys_admin")));
    }
    addTranslations(missing);
    return missing;
  }

  /** Of our own namespace, and of those that we may enter. */
  boolean readsTranslations() {
    return has(NET_ADMIN);
  }

  /** False when destroy messages may overflow the small buffer that everybody gets. */
  boolean hasLargeBuffers() {
    return has(NET_ADMIN);
  }

  /**
   * Runs flowtruth as the same user with these capabilities and no others: ambient ones, because
   * file capabilities on the java command break its library path.
   */
  private static String remedy(String... capabilities) {
    String list = "+" + String.join(",+", capabilities).toLowerCase(Locale.ROOT);
    return "sudo setpriv --reuid=$(id -u) --regid=$(id -g) --init-groups --inh-caps="
        + list
        + " --ambient-caps="
        + list
        + " -- flowtruth doctor";
  }
}
