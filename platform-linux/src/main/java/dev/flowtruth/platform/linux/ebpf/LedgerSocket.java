package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.platform.linux.decoder.BpfGlance;
import dev.flowtruth.platform.linux.decoder.BpfSocket;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.owner.ToldProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A socket from the time when it was first told or seen to its end. */
public final class LedgerSocket {
  final long cookie;

  /** It came from a listener. */
  final boolean accepted;

  /** It surely was not there yet, monotonic ns; {@link Long#MIN_VALUE} when nothing is known. */
  final long openedAfter;

  /** The last event about it, monotonic ns. */
  long touchedNanos;

  /** The last iteration that found it. */
  long pass;

  private final long[] words = new long[BpfSocket.WORDS];
  private long fingerprint;
  private final List<Hold> holds = new ArrayList<>(1);

  /** Spares a look at the same descriptors the way through the list. */
  private @Nullable Hold lastFound;

  private OpenSocket socket;
  private boolean kernel;
  private boolean closed;

  /** A process that holds it. */
  static final class Hold {
    LedgerProcess process;

    /** The doubt before which the process was described, see {@link ProcessLedger#doubts}. */
    long doubts;

    Role role;
    boolean used;

    /** The last iteration that found its descriptor. */
    long pass;

    /** Since when it is known, monotonic ns. */
    final long sinceNanos;

    private final long pid;
    private final long startTicks;

    Hold(LedgerProcess process, long doubts, Role role, boolean used, long sinceNanos) {
      this.doubts = doubts;
      this.process = process;
      this.role = role;
      this.used = used;
      this.sinceNanos = sinceNanos;
      pid = process.id.pid();
      startTicks = process.id.startId();
    }

    private boolean isOf(long otherPid, long otherStartTicks) {
      return pid == otherPid && startTicks == otherStartTicks;
    }
  }

  LedgerSocket(BpfSocket record, OpenSocket socket, boolean accepted, long openedAfter) {
    cookie = socket.cookie();
    this.socket = socket;
    this.accepted = accepted;
    this.openedAfter = openedAfter;
    record.words(words);
    fingerprint = record.fingerprint();
  }

  /** As it is now; the same instance while nothing changed. */
  public OpenSocket socket() {
    return socket;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** Those who hold it; see {@link #letGoIf}. */
  List<Hold> holds() {
    return holds;
  }

  /** Strikes holders; returns whether there were any such. */
  boolean letGoIf(Predicate<Hold> rule) {
    lastFound = null;
    return holds.removeIf(rule);
  }

  @Nullable Hold holdOf(ProcessId process) {
    return holdOf(process.pid(), process.startId());
  }

  @Nullable Hold holdOf(long pid, long startTicks) {
    Hold last = lastFound;
    if (last != null && last.isOf(pid, startTicks)) {
      return last;
    }
    for (Hold hold : holds) {
      if (hold.isOf(pid, startTicks)) {
        lastFound = hold;
        return hold;
      }
    }
    return null;
  }

  void add(Hold hold) {
    holds.add(hold);
    hold.process.hold(this);
  }

  /** A thread of the kernel opened it. */
  void setKernel() {
    kernel = true;
  }

  /** True when the record shows it as it is known. */
  boolean isAsIn(BpfSocket record) {
    return record.sameAs(words);
  }

  /** True when the glance shows it as it is known. */
  boolean isAsIn(BpfGlance glance) {
    return glance.fingerprint() == fingerprint;
  }

  /** Takes endpoints and state of another row. */
  void move(BpfSocket record, SocketRow row) {
    record.words(words);
    fingerprint = record.fingerprint();
    socket =
        socket.toBuilder()
            .local(row.local())
            .peer(row.peer())
            .state(row.state())
            .inode(row.inode() == 0 ? socket.inode() : row.inode())
            .v6Only(row.v6Only())
            .boundInterface(row.boundInterface())
            .build();
  }

  /** Makes the owners anew of those who hold it. */
  OpenSocket own(ToldProcesses descriptions) {
    socket = socket.withOwnership(ownership(descriptions));
    return socket;
  }

  private Ownership ownership(ToldProcesses descriptions) {
    if (kernel) {
      return Ownership.KERNEL;
    }
    if (holds.isEmpty()) {
      return Ownership.UNSEEN;
    }
    List<Owner> owners = new ArrayList<>(holds.size());
    for (Hold hold : holds) {
      owners.add(owner(hold, descriptions));
    }
    return Ownership.of(owners);
  }

  static Owner owner(Hold hold, ToldProcesses descriptions) {
    return new Owner(hold.process.ref(descriptions), hold.role, hold.used);
  }
}
