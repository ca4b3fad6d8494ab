package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.ExecutableHashes;
import dev.flowtruth.core.spi.HostAddresses;
import dev.flowtruth.core.spi.JavaMachine;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.platform.macos.calls.LibProc;
import dev.flowtruth.platform.macos.calls.MacosSystem;
import dev.flowtruth.platform.macos.decoder.SocketRow;
import dev.flowtruth.platform.macos.owner.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Sockets by the descriptors of all processes. */
final class LibprocSource implements SocketSource {
  private final ProcessTable processes;
  private final DescriptorWalk walk;
  private final HostIdentity host;
  private final Set<Capability> capabilities;
  private final HostAddresses hostAddresses = new HostAddresses();
  private final SocketBook book = new SocketBook();
  private List<OpenSocket> lastSockets = List.of();

  /** A source over libproc, the real one or a made one. */
  LibprocSource(
      LibProc lib,
      UnaryOperator<ProcessRef> adornment,
      HostIdentity host,
      Set<Capability> capabilities) {
    processes = new ProcessTable(lib, adornment);
    walk = new DescriptorWalk(lib, processes);
    this.host = host;
    this.capabilities = Set.copyOf(capabilities);
  }

  static LibprocSource open(LibProc lib, SourceOptions options) {
    return new LibprocSource(
        lib,
        options.hashes() ? new ExecutableHashes() : UnaryOperator.identity(),
        MacosHost.identity(options.host()),
        MacosSupport.sees(MacosSystem.isRoot()));
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    long started = System.nanoTime();
    List<Gap> gaps = new ArrayList<>();
    Troubles troubles = new Troubles();
    int[] pids = walk.pids(gaps::add);
    processes.begin(look == Look.FULL);
    book.begin();
    for (int pid : pids) {
      walk.read(pid, (row, holder) -> see(row, holder, look), troubles);
    }
    book.keep(pid -> troubles.hasFailed((int) pid));
    book.end();
    if (book.join()) {
      lastSockets = book.all();
    }
    processes.end();
    troubles.addTo(gaps, processes::nameOf);
    List<LocalAddress> addresses = hostAddresses.read(look, gaps::add);
    long finished = System.nanoTime();
    return new Snapshot(started, finished, lastSockets, addresses, gaps, processes.vanished());
  }

  private void see(SocketRow row, ProcessRef holder, Look look) {
    if (look == Look.FULL || row.state() != SocketState.TIME_WAIT) {
      book.see(row, holder);
    }
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
