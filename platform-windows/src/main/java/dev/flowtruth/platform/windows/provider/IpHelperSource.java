package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.ExecutableHashes;
import dev.flowtruth.core.spi.HostAddresses;
import dev.flowtruth.core.spi.JavaMachine;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.windows.calls.Counters;
import dev.flowtruth.platform.windows.calls.OwnerModules;
import dev.flowtruth.platform.windows.calls.ProcessHandles;
import dev.flowtruth.platform.windows.calls.ProcessQueries;
import dev.flowtruth.platform.windows.calls.WindowsSystem;
import dev.flowtruth.platform.windows.decoder.FileTime;
import dev.flowtruth.platform.windows.decoder.SocketRow;
import dev.flowtruth.platform.windows.owner.JavaProcesses;
import dev.flowtruth.platform.windows.owner.KnownProcess;
import dev.flowtruth.platform.windows.owner.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sockets by the tables of GetExtendedTcpTable and GetExtendedUdpTable. */
final class IpHelperSource implements SocketSource {
  private static final System.Logger LOGGER = System.getLogger(IpHelperSource.class.getName());

  private final List<TableReader> tables;
  private final ProcessTable processes;
  private final ServiceNames services;
  private final HostIdentity host;
  private final Set<Capability> capabilities;
  private final @Nullable OpensAudit audit;
  private final HostAddresses hostAddresses = new HostAddresses();
  private final SocketBook book = new SocketBook();
  private List<OpenSocket> lastSockets = List.of();

  /**
   * A source over tables, real ones or made ones.
   *
   * @param audit null when nothing counts connections here
   */
  IpHelperSource(
      List<TableReader> tables,
      ProcessTable processes,
      ServiceNames services,
      HostIdentity host,
      Set<Capability> capabilities,
      @Nullable OpensAudit audit) {
    this.tables = tables;
    this.processes = processes;
    this.services = services;
    this.host = host;
    this.capabilities = capabilities;
    this.audit = audit;
  }

  static IpHelperSource open(SourceOptions options, Set<Capability> capabilities)
      throws SourceException {
    boolean isAssumed = options.host().isAssumed();
    return new IpHelperSource(
        IpHelperTables.all(),
        new ProcessTable(
            queries(isAssumed),
            options.hashes() ? new ExecutableHashes() : UnaryOperator.identity()),
        new OwnerModules()::of,
        WindowsHost.identity(options.host()),
        capabilities,
        audit(new Counters()));
  }

  private static ProcessQueries queries(boolean isAssumed) throws SourceException {
    try {
      return ProcessHandles.load();
    } catch (SourceException e) {
      if (isAssumed) {
        return new JavaProcesses();
      }
      throw e;
    }
  }

  /**
   * Wine counts all of the Linux below it, of which its tables show only its own processes. What
   * cannot be counted keeps nobody from looking.
   */
  private static @Nullable OpensAudit audit(Counters counters) {
    if (!counters.isThere() || WindowsSystem.isWine()) {
      return null;
    }
    try {
      return OpensAudit.begin(counters);
    } catch (SourceException e) {
      LOGGER.log(System.Logger.Level.WARNING, "nothing will be audited: " + e.getMessage());
      return null;
    }
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    long started = System.nanoTime();
    long lookTime = FileTime.ofEpochNanos(clock().wall());
    List<Gap> gaps = new ArrayList<>();
    List<LocalAddress> addresses = hostAddresses.read(look, gaps::add);
    Scopes scopes = Scopes.of(addresses);
    processes.begin();
    book.begin();
    for (TableReader table : tables) {
      read(table, look, scopes, gaps);
    }
    requireOne(gaps);
    book.end();
    if (book.join(known -> ownership(known, lookTime))) {
      lastSockets = book.all();
    }
    processes.end();
    return new Snapshot(
        started, System.nanoTime(), lastSockets, addresses, gaps, processes.vanished());
  }

  private void read(TableReader table, Look look, Scopes scopes, List<Gap> gaps) {
    try {
      TableReader.Read read = table.read();
      read.table()
          .forEach(
              (row, offset) -> {
                if (look == Look.FULL || row.state() != SocketState.TIME_WAIT) {
                  see(scopes.checked(row), table, read, offset);
                }
              });
    } catch (SourceException e) {
      book.keep(table::holds);
      gaps.add(
          new Gap(
              table.what(),
              String.valueOf(e.getMessage()),
              Reason.LOST_EVENTS,
              0,
              System.nanoTime()));
    }
  }

  private void see(SocketRow row, TableReader table, TableReader.Read read, int offset) {
    KnownSocket known = book.see(row);
    if (known.service == null) {
      KnownProcess process = process(row.pid());
      boolean hosts = process != null && process.hostsServices();
      known.service = hosts ? services.of(table.layout(), read.row(offset, table.layout())) : "";
    }
  }

  /** One table that cannot be read is a gap; none at all is a failure. */
  private void requireOne(List<Gap> gaps) throws SourceException {
    long refused =
        gaps.stream()
            .filter(gap -> tables.stream().anyMatch(t -> t.what().equals(gap.what())))
            .count();
    if (refused == tables.size()) {
      throw new SourceException(
          "no table of sockets can be read: " + gaps.get(gaps.size() - 1).why());
    }
  }

  private @Nullable KnownProcess process(long pid) {
    return OwnershipRule.namesAProcess(pid) ? processes.find(pid) : null;
  }

  private Ownership ownership(KnownSocket known, long lookTime) {
    return OwnershipRule.of(known, process(known.row.pid()), lookTime);
  }

  @Override
  public void audit(Consumer<SocketEvent> sink) throws SourceException {
    if (audit != null) {
      audit.tell(book.connectionsOpened(), sink);
    }
  }

  @Override
  public List<Missing> withheld() {
    return processes.troubles().stream()
        .map(cause -> new Missing(Capability.OTHER_USERS, cause, null))
        .toList();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public HostIdentity host() {
    return host;
  }

  @Override
  public ClockReading clock() {
    return JavaMachine.clock();
  }

  /** Nothing is open between two looks. */
  @Override
  public void close() {}
}
