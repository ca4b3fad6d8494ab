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
import dev.flowtruth.platform.linux.calls.Machine;
import dev.flowtruth.platform.linux.ebpf.SocketLedger;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code linux-ebpf}: an event for every socket, and snapshots by an iterator of the kernel. */
public final class EbpfProvider implements SocketProvider {
  private static final Path PROC = Path.of("/proc");
  private static final Path BINDINGS = Path.of("/run/netns");
  private static final String OWN_NAMESPACE = "/proc/self/ns/net";

  public EbpfProvider() {}

  @Override
  public String id() {
    return "linux-ebpf";
  }

  @Override
  public Os os() {
    return Os.LINUX;
  }

  @Override
  public int priority() {
    return 90;
  }

  @Override
  public Support support(Host host) {
    return EbpfSupport.refusal(host).orElseGet(() -> Support.usable(sees(host), missing(host)));
  }

  /** Root of little rights may load programs, and not ask what the kernel translates. */
  private static List<Missing> missing(Host host) {
    return Rights.of(host).missing().stream()
        .filter(one -> one.capability() == Capability.TRANSLATIONS)
        .toList();
  }

  private static Set<Capability> sees(Host host) {
    Set<Capability> sees =
        EnumSet.of(
            Capability.TCP,
            Capability.UDP,
            Capability.UDP_PEERS,
            Capability.UDPLITE,
            Capability.SCTP,
            Capability.RAW,
            Capability.ICMP,
            Capability.EVENTS,
            Capability.SOCKET_IDENTITY,
            Capability.SHARED_OWNERS,
            Capability.OTHER_USERS,
            Capability.OTHER_NAMESPACES,
            Capability.KERNEL_OWNERS,
            Capability.TIME_WAIT,
            Capability.BYTE_COUNTS,
            Capability.DROP_RIGHTS);
    if (Rights.of(host).readsTranslations()) {
      sees.add(Capability.TRANSLATIONS);
    }
    return sees;
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    Host host = options.host();
    Machine machine = new Machine();
    String cgroups =
        ControlGroupMount.find(host)
            .orElseThrow(() -> new SourceException("no unified hierarchy of control groups"));
    BpfPrograms programs = BpfPrograms.start(cgroups, RingSize.of(host), options.commandLines());
    try {
      Set<Capability> sees = EnumSet.copyOf(sees(host));
      sees.removeAll(programs.unseen());
      return new EbpfSource(
          machine,
          LinuxHost.identity(host),
          sees,
          programs,
          reader(options),
          (ledger, reader) -> tables(machine, ledger, reader, options));
    } catch (SourceException e) {
      programs.close();
      throw e;
    }
  }

  private static UnheldSockets tables(
      Machine machine, SocketLedger ledger, ProcessReader reader, SourceOptions options)
      throws SourceException {
    LedgerOwners owners = new LedgerOwners(ledger, NetlinkProvider.owners(PROC, options));
    NamespaceView.Shared shared =
        new NamespaceView.Shared(
            new NetlinkDump(), owners, "", NetlinkProvider.RECEIVE_BUFFER, false);
    Namespaces namespaces =
        new Namespaces(
            machine.namespaceOf(OWN_NAMESPACE),
            new NamespaceFinder(PROC, BINDINGS, machine),
            shared);
    OwnershipRule rule = new OwnershipRule(machine.userId(), true);
    return new UnheldSockets(namespaces, owners, rule, ledger, reader, options.host());
  }

  private static ProcessReader reader(SourceOptions options) throws SourceException {
    try {
      return new ProcessReader(PROC, options.commandLines(), options.hashes());
    } catch (UncheckedIOException e) {
      throw new SourceException("processes cannot be read: " + e.getMessage(), e);
    }
  }
}
