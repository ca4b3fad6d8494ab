package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.InvokingUser;
import dev.flowtruth.platform.linux.calls.Machine;
import dev.flowtruth.platform.linux.calls.RingBuffer;
import dev.flowtruth.platform.linux.ebpf.Iteration;
import dev.flowtruth.platform.linux.ebpf.ProcessLedger;
import dev.flowtruth.platform.linux.ebpf.RecordReader;
import dev.flowtruth.platform.linux.ebpf.SocketLedger;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every socket by events of our BPF programs, and by iterations what no event tells.
 *
 * <p>The programs are attached before the first iteration, and both go into one ledger by the
 * socket's cookie: so nothing that is opened in between is missed.
 */
final class EbpfSource implements SocketSource {
  private static final long MILLIS = 1_000_000L;
  private static final long BUSY_NANOS = MILLIS;
  private static final long LONGEST_SLEEP_NANOS = 50 * MILLIS;
  private static final long WAIT_NANOS = 5 * MILLIS;
  private static final long CHUNK = 1 << 18;

  /** What nobody uses is found by iterations: so often, and never for more than 0.5 % of a core. */
  private static final long LOOK_NANOS = 1000 * MILLIS;

  /** After a fork: who inherits a socket without using it. */
  private static final long FORK_LOOK_NANOS = 20 * MILLIS;

  private static final int IDLE_FACTOR = 200;
  private static final int FORK_FACTOR = 50;
  private static final long TABLES_NANOS = 10_000 * MILLIS;
  private static final long NAMESPACES_NANOS = 5_000 * MILLIS;
  private static final int MEET_AT_ONCE = 20;

  private final Machine machine;
  private final HostIdentity host;
  private final Set<Capability> capabilities;
  private final BpfPrograms programs;
  private final ProcessLedger processes;
  private final SocketLedger ledger;
  private final RecordReader records;
  private final Iteration iteration;
  private final UnheldSockets unheld;
  private final BpfLosses losses;
  private final GivingWay givingWay;
  private final List<SocketEvent> pending = new ArrayList<>();
  private Consumer<SocketEvent> out = pending::add;
  private Iterator<Long> toMeet;

  private List<OpenSocket> lastSockets = List.of();
  private List<OpenSocket> lastUnheld = List.of();
  private long lookedNanos;
  private long lookCostNanos;
  private long tablesNanos;
  private long namespacesNanos;
  private boolean tablesAreDue = true;
  private long sleepNanos = BUSY_NANOS;

  EbpfSource(
      Machine machine,
      HostIdentity host,
      Set<Capability> capabilities,
      BpfPrograms programs,
      ProcessReader reader,
      UnheldFactory tables)
      throws SourceException {
    this.machine = machine;
    this.host = host;
    this.capabilities = capabilities;
    this.programs = programs;
    processes = new ProcessLedger(reader);
    ledger = new SocketLedger(processes, this::tell);
    records = new RecordReader(programs.ring().data(), ledger, processes);
    iteration =
        new Iteration(programs.snapshot(), programs.glance(), ledger, processes, this::tell);
    losses = new BpfLosses(programs.counters());
    givingWay = GivingWay.open(programs.ring().size());
    unheld = tables.open(ledger, reader);
    toMeet = processes.present().iterator();
  }

  /** Opens the tables beside a ledger. */
  interface UnheldFactory {
    UnheldSockets open(SocketLedger ledger, ProcessReader reader) throws SourceException;
  }

  private void tell(SocketEvent event) {
    out.accept(event);
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    long started = System.nanoTime();
    List<Gap> gaps = new ArrayList<>();
    readRing();
    iteration.run();
    readRing();
    records.takeForks();
    boolean tables = look == Look.FULL || tablesAreDue || started - tablesNanos > TABLES_NANOS;
    if (tables) {
      readTables(look, started, gaps);
    } else if (started - namespacesNanos > NAMESPACES_NANOS || records.takeStrangers()) {
      refreshNamespaces(started, false);
    }
    gaps.addAll(unheld.gaps());
    records.namespaces().forEach(unheld::learn);
    List<LocalAddress> addresses = unheld.addresses(gaps);
    lookedNanos = System.nanoTime();
    lookCostNanos = tables ? lookCostNanos : lookedNanos - started;
    return new Snapshot(
        started, lookedNanos, sockets(look), addresses, gaps, processes.takeVanished());
  }

  private void readTables(Look look, long now, List<Gap> gaps) throws SourceException {
    refreshNamespaces(now, look == Look.FULL);
    unheld.look(look, gaps);
    tablesAreDue = false;
    tablesNanos = now;
  }

  private void refreshNamespaces(long now, boolean complete) throws SourceException {
    unheld.refreshNamespaces(complete);
    namespacesNanos = now;
  }

  @SuppressWarnings("ReferenceEquality")
  private List<OpenSocket> sockets(Look look) {
    if (ledger.takeChanged() || lastUnheld != unheld.sockets(look)) {
      lastUnheld = unheld.sockets(look);
      List<OpenSocket> all = new ArrayList<>(ledger.size() + lastUnheld.size());
      ledger.forEach(socket -> all.add(socket.socket()));
      for (OpenSocket socket : lastUnheld) {
        if (socket.cookie() == 0 || ledger.isInTablesOnly(socket.cookie())) {
          all.add(socket);
        }
      }
      lastSockets = List.copyOf(all);
    }
    return lastSockets;
  }

  /** Leaves records in the ring while others need the processors, see {@link GivingWay}. */
  @Override
  public long drain(Consumer<SocketEvent> sink) throws SourceException {
    if (pending.isEmpty() && givingWay.shouldWait(programs.ring().backlog(), System.nanoTime())) {
      return WAIT_NANOS;
    }
    return drainAll(sink);
  }

  @Override
  public long drainAll(Consumer<SocketEvent> sink) throws SourceException {
    out = sink;
    try {
      pending.forEach(sink);
      pending.clear();
      boolean isBusy = readRing() > 0;
      endThoseWhoEnded();
      unheld.drain(sink);
      tellLosses(isBusy);
      meetSome();
      sleepNanos = isBusy ? BUSY_NANOS : Math.min(2 * sleepNanos, LONGEST_SLEEP_NANOS);
      return sleepNanos;
    } finally {
      out = pending::add;
    }
  }

  /** Reads what is in the ring now; returns how many bytes that was. */
  private long readRing() throws SourceException {
    RingBuffer ring = programs.ring();
    long total = 0;
    long chunk;
    do {
      chunk = ring.read(CHUNK, records::take);
      total += chunk;
    } while (chunk >= CHUNK && total < ring.size());
    return total;
  }

  private void endThoseWhoEnded() {
    long now = System.nanoTime();
    var ended = processes.takeEnded(now);
    for (; ended != null; ended = processes.takeEnded(now)) {
      ledger.ended(ended.process(), ended.atNanos());
    }
  }

  private void tellLosses(boolean isBusy) throws SourceException {
    if (losses.check(isBusy, out)) {
      processes.doubt();
      tablesAreDue = true;
    }
  }

  /** Processes that were there before us, a few at a time: their children run what they run. */
  private void meetSome() {
    for (int i = 0; i < MEET_AT_ONCE && toMeet.hasNext(); i++) {
      processes.meet(toMeet.next());
    }
  }

  @Override
  public boolean wantsLook() {
    long passed = System.nanoTime() - lookedNanos;
    return passed > interval(LOOK_NANOS, IDLE_FACTOR)
        || records.hasForks() && passed > interval(FORK_LOOK_NANOS, FORK_FACTOR);
  }

  /** The longer, the dearer a look is, within limits. */
  private long interval(long least, int factor) {
    return Math.min(Math.max(least, factor * lookCostNanos), TABLES_NANOS);
  }

  @Override
  public List<Missing> withheld() {
    return unheld.withheld();
  }

  @Override
  public void audit(Consumer<SocketEvent> sink) throws SourceException {
    unheld.finish(sink);
    losses.audit(records, sink);
  }

  /**
   * Returns to the user who called sudo. Before that, everything is read that only root may: who
   * runs what, and which namespaces there are.
   */
  @Override
  public void dropRights() throws SourceException {
    InvokingUser user = InvokingUser.of(System.getenv()).orElse(null);
    if (user != null) {
      toMeet.forEachRemaining(processes::meet);
      unheld.confine(out);
      user.become();
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
    return machine.clock();
  }

  @Override
  public void close() {
    programs.close();
    givingWay.close();
    unheld.close();
    processes.close();
  }
}
