package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code linux-procfs}: polling of /proc/net, for where netlink is refused. */
public final class ProcfsProvider implements SocketProvider {
  @Override
  public String id() {
    return "linux-procfs";
  }

  @Override
  public Os os() {
    return Os.LINUX;
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Support support(Host host) {
    return LinuxSupport.of(host)
        .or(() -> withoutTables(host))
        .orElseGet(() -> Support.usable(capabilities(host), missing(host)));
  }

  private static Optional<Support> withoutTables(Host host) {
    return host.exists("/proc/net/tcp")
        ? Optional.empty()
        : Optional.of(Support.refused("there is no /proc/net/tcp to be read"));
  }

  private static List<Missing> missing(Host host) {
    List<Missing> missing = new ArrayList<>();
    missing.add(
        new Missing(
            Capability.DESTROY_EVENTS,
            "/proc/net tells nothing of sockets that came and went between two looks",
            "flowtruth snapshot --provider linux-netlink"));
    Rights.of(host).missing().stream()
        .filter(one -> one.capability() != Capability.OTHER_NAMESPACES)
        .filter(one -> one.capability() != Capability.TRANSLATIONS)
        .forEach(missing::add);
    missing.add(
        new Missing(
            Capability.OTHER_NAMESPACES,
            "/proc/net is that of the own network namespace",
            "flowtruth snapshot --provider linux-netlink"));
    missing.add(
        new Missing(
            Capability.TRANSLATIONS,
            "connections whose addresses the kernel translates (NAT) are read by netlink alone",
            "flowtruth record --provider linux-netlink"));
    return missing;
  }

  private static Set<Capability> capabilities(Host host) {
    Set<Capability> sees =
        EnumSet.of(
            Capability.TCP,
            Capability.UDP,
            Capability.UDP_PEERS,
            Capability.UDPLITE,
            Capability.RAW,
            Capability.ICMP,
            Capability.SHARED_OWNERS,
            Capability.TIME_WAIT);
    Set<Capability> all = LinuxSupport.withRights(sees, host);
    all.remove(Capability.OTHER_NAMESPACES);
    return all;
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    Host host = options.host();
    return ProcfsSource.open(
        Path.of("/proc"), options, LinuxHost.identity(host), capabilities(host));
  }
}
