package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.linux.calls.Machine;
import dev.flowtruth.platform.linux.owner.SocketOwners;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** {@code linux-netlink}: polling by NETLINK_SOCK_DIAG, and an event for each destroyed socket. */
public final class NetlinkProvider implements SocketProvider {
  private static final Path PROC = Path.of("/proc");
  private static final Path BINDINGS = Path.of("/run/netns");
  private static final String OWN_NAMESPACE = "/proc/self/ns/net";

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

  private static Set<Capability> capabilities(Host host) {
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
    Machine machine = new Machine();
    Host host = options.host();
    long own = machine.namespaceOf(OWN_NAMESPACE);
    OwnerSearch owners = owners(options);
    try {
      NamespaceView.Shared shared =
          new NamespaceView.Shared(
              new NetlinkDump(), owners, LinuxHost.cookieQualifier(host, own), receiveBuffer, true);
      Set<Capability> sees = capabilities(host);
      NamespaceFinder finder = new NamespaceFinder(PROC, BINDINGS, machine);
      return new NetlinkSource(
          machine,
          LinuxHost.identity(host),
          sees,
          new Namespaces(own, finder, shared),
          owners,
          new OwnershipRule(machine.userId(), sees.contains(Capability.OTHER_USERS)));
    } catch (SourceException e) {
      owners.close();
      throw e;
    }
  }

  private OwnerWalk owners(SourceOptions options) throws SourceException {
    return owners(processes, options);
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
