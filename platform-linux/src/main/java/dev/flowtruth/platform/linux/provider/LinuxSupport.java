package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.Support;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Why a Linux provider cannot run, asked of small files alone: no native library is loaded. */
final class LinuxSupport {
  /** 64-bit processors with the generic numbers of {@code layout}. */
  private static final Set<String> ARCHITECTURES =
      Set.of("amd64", "x86_64", "aarch64", "riscv64", "ppc64le", "s390x", "loongarch64");

  private LinuxSupport() {}

  /** A refusal that holds for every Linux provider; empty when there is none. */
  static Optional<Support> of(Host host) {
    if (host.os() != Os.LINUX) {
      return Optional.of(Support.refused("works on Linux only, and this is " + host.os().label()));
    }
    if (host.isAssumed()) {
      return Optional.of(Support.refused("this machine does not really run Linux: it was assumed"));
    }
    if (!ARCHITECTURES.contains(host.architecture())) {
      String cause = "needs a 64-bit JVM on a known processor, not " + host.architecture();
      return Optional.of(Support.refused(cause));
    }
    if (!host.exists("/proc/self/fd")) {
      return Optional.of(Support.refused("/proc is not mounted", "mount -t proc proc /proc"));
    }
    return Optional.empty();
  }

  /**
   * A refusal when the kernel has no NETLINK_SOCK_DIAG: where it has, each namespace's list of
   * netlink sockets shows the kernel's own end (column {@code Eth} is the protocol).
   */
  static Optional<Support> withoutSockDiag(Host host) {
    boolean there =
        host.read("/proc/net/netlink").stream()
            .flatMap(String::lines)
            .anyMatch(line -> line.matches("[0-9a-fA-F]+ +4 .*"));
    if (there) {
      return Optional.empty();
    }
    return Optional.of(
        Support.refused(
            "this kernel or sandbox has no NETLINK_SOCK_DIAG (nothing of it in"
                + " /proc/net/netlink)",
            "flowtruth snapshot --provider linux-procfs"));
  }

  /** Adds what depends on the rights at hand. */
  static Set<Capability> withRights(Set<Capability> sees, Host host) {
    Rights rights = Rights.of(host);
    Set<Capability> all = EnumSet.copyOf(sees);
    if (rights.seesOtherUsers()) {
      all.add(Capability.OTHER_USERS);
      all.add(Capability.KERNEL_OWNERS);
    }
    if (rights.entersNamespaces()) {
      all.add(Capability.OTHER_NAMESPACES);
    }
    return all;
  }
}
