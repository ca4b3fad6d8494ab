package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.JavaMachine;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sockets by OSHI's list of connections. What OSHI throws is a gap, and the next look tries again.
 */
final class OshiSource implements SocketSource {
  /** OSHI asks macOS for the descriptors of so many processes and no more. */
  private static final int MOST_PROCESSES_ON_MACOS = 1024;

  private final OshiCalls oshi;
  private final Os os;
  private final HostIdentity identity;
  private final Set<Capability> capabilities;
  private final Processes processes;
  private final OwnershipRule rule;
  private final SocketBook book = new SocketBook();
  private List<OpenSocket> lastSockets = List.of();

  OshiSource(OshiCalls oshi, Host host, Set<Capability> capabilities) {
    this.oshi = oshi;
    this.capabilities = capabilities;
    os = host.os();
    identity = OshiHost.identity(host, oshi);
    processes = new Processes(oshi);
    rule = new OwnershipRule(os, capabilities.contains(Capability.OTHER_USERS));
  }

  static OshiSource open(SourceOptions options, Set<Capability> capabilities)
      throws SourceException {
    return new OshiSource(OshiSystem.load(), options.host(), capabilities);
  }

  @Override
  public Snapshot snapshot(Look look) {
    long started = System.nanoTime();
    List<Gap> gaps = new ArrayList<>();
    processes.begin();
    try {
      List<Row> rows =
          Rows.of(oshi.connections()).stream()
              .filter(row -> look == Look.FULL || row.state() != SocketState.TIME_WAIT)
              .toList();
      addUnseenProcesses(gaps);
      lastSockets = book.look(rows, (row, known) -> rule.of(row, known, process(row)));
    } catch (DecodeException e) {
      gaps.add(gap("all sockets", "OSHI's list of connections: " + e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      gaps.add(gap("all sockets", "OSHI's getConnections threw " + e));
    }
    processes.end();
    var addresses = JavaMachine.addresses(0, gaps::add);
    return new Snapshot(
        started, System.nanoTime(), lastSockets, addresses, gaps, processes.vanished());
  }

  private @Nullable ProcessRef process(Row row) {
    return row.pid() > 0 ? processes.find(row.pid()) : null;
  }

  private void addUnseenProcesses(List<Gap> gaps) {
    if (os != Os.MACOS) {
      return;
    }
    int count = oshi.processes();
    if (count > MOST_PROCESSES_ON_MACOS) {
      int unseen = count - MOST_PROCESSES_ON_MACOS;
      gaps.add(gap("sockets of " + unseen + " processes", "OSHI looks at 1024 processes on macOS"));
    }
  }

  private static Gap gap(String what, String why) {
    return new Gap(what, why, Reason.LOST_EVENTS, 0, System.nanoTime());
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public HostIdentity host() {
    return identity;
  }

  @Override
  public ClockReading clock() {
    return JavaMachine.clock();
  }

  /** Nothing is open between two looks. */
  @Override
  public void close() {}
}
