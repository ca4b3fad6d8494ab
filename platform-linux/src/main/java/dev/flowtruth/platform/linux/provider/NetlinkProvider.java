package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.linux.owner.SocketOwners;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** {@code linux-netlink}: polling by NETLINK_SOCK_DIAG, and an event for each destroyed socket. */
public final class NetlinkProvider implements SocketProvider {
  static final Path PROC = Path.of("/proc");

  /** Enough for tens of thousands of messages; the kernel takes the memory only when needed. */
  static final int RECEIVE_BUFFER = 32 << 20;

  private final int receiveBuffer;
  private final Path processes;

  public NetlinkProvider() {
    this(RECEIVE_BUFFER, PROC);
  }

  NetlinkProvider(int receiveBuffer) {
    this(receiveBuffer, PROC);
  }

  /** Looks for the owners in a tree of the form of /proc. */
  NetlinkProvider(Path processes) {
    this(RECEIVE_BUFFER, processes);
  }

  private NetlinkProvider(int receiveBuffer, Path processes) {
    this.receiveBuffer = receiveBuffer;
    this.processes = processes;
  }

  @Override
  public String id() {
    return "linux-netlink";
  }

  @Override
  public Os os() {
    return Os.LINUX;
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public Support support(Host host) {
    return LinuxSupport.of(host)
        .or(() -> LinuxSupport.withoutSockDiag(host))
        .orElseGet(() -> Support.usable(capabilities(host), Rights.of(host).missing()));
  }

  static Set<Capability> capabilities(Host host) {
    Set<Capability> sees =
        EnumSet.of(
            Capability.TCP,
            Capability.UDP,
            Capability.UDP_PEERS,
            Capability.UDPLITE,
            Capability.SCTP,
            Capability.RAW,
            Capability.ICMP,
            Capability.DESTROY_EVENTS,
            Capability.SOCKET_IDENTITY,
            Capability.SHARED_OWNERS,
            Capability.TIME_WAIT,
            Capability.BYTE_COUNTS);
    Set<Capability> all = LinuxSupport.withRights(sees, host);
    if (Rights.of(host).readsTranslations()) {
      all.add(Capability.TRANSLATIONS);
    }
    return all;
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    return NetlinkParts.open(options, receiveBuffer, processes, NamespaceView.ALONE).source();
  }

  /** The walk over a tree of processes. */
  static OwnerWalk owners(Path processes, SourceOptions options) throws SourceException {
    try {
      return new OwnerWalk(new SocketOwners(processes, options.commandLines(), options.hashes()));
    } catch (UncheckedIOException e) {
      throw new SourceException("processes cannot be read: " + e.getMessage(), e);
    }
  }
}
