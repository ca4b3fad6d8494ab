package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.decoder.BpfGlance;
import dev.flowtruth.platform.linux.decoder.BpfProcess;
import dev.flowtruth.platform.linux.decoder.BpfSocket;
import dev.flowtruth.platform.linux.owner.LongMap;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import dev.flowtruth.platform.linux.owner.ToldProcesses;
import dev.flowtruth.platform.linux.owner.ToldProcesses.Facts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The processes that live, and those that ended just now. What was there before the events is read
 * from /proc, and believed only when pid and start are those of the record. Not thread-safe.
 */
public final class ProcessLedger implements AutoCloseable {
  /** A process's last sockets are closed after its end was told. */
  private static final long LINGER_NANOS = 100_000_000L;

  /** A line of ancestors none of whom was worked out keeps all of them in memory. */
  private static final int DEEPEST = 8;

  private final ProcessReader reader;
  private final ToldProcesses descriptions;
  private final LongMap<LedgerProcess> byPid = new LongMap<>();
  private final Queue<Ended> ended = new ArrayDeque<>();
  private long vanished;
  private long doubts;

  /**
   * A process that ended.
   *
   * @param atNanos when, monotonic
   */
  public record Ended(LedgerProcess process, long atNanos) {}

  public ProcessLedger(ProcessReader reader) {
    this.reader = reader;
    descriptions = new ToldProcesses(reader);
  }

  ToldProcesses descriptions() {
    return descriptions;
  }

  /** The process that a socket's record names. */
  LedgerProcess of(BpfSocket record) {
    ProcessId id = idOf(record);
    LedgerProcess known = byPid.get(id.pid());
    if (known != null && known.id.equals(id)) {
      return known;
    }
    LedgerProcess found = read(id);
    if (found == null) {
      vanished++;
      Facts facts = new Facts(id, record.comm(), record.processUid(), 0, null, null);
      found = new LedgerProcess(facts, null);
    }
    byPid.put(id.pid(), found);
    return found;
  }

  /** The process that a glance names, null when it is not known. */
  @Nullable LedgerProcess find(BpfGlance glance) {
    return find(new ProcessId(glance.pid(), descriptions.startTicks(glance.processStart())));
  }

  /** The identity of the process that a socket's record names. */
  ProcessId idOf(BpfSocket record) {
    return new ProcessId(record.pid(), descriptions.startTicks(record.processStart()));
  }

  /** The process if it is known under this very identity. */
  @Nullable LedgerProcess find(ProcessId id) {
    LedgerProcess known = byPid.get(id.pid());
    return known != null && known.id.equals(id) ? known : null;
  }

  /** Null when it is gone, or another one by now. */
  private @Nullable LedgerProcess read(ProcessId id) {
    ProcessRef ref = reader.read(id.pid()).orElse(null);
    return ref != null && ref.id().equals(id) ? new LedgerProcess(ref) : null;
  }

  /** Returns the parent, null when he is not known. */
  public @Nullable LedgerProcess forked(BpfProcess record) {
    LedgerProcess parent = byPid.get(record.parent());
    if (parent == null) {
      ProcessRef ref = reader.read(record.parent()).orElse(null);
      if (ref != null) {
        parent = new LedgerProcess(ref);
        byPid.put(record.parent(), parent);
      }
    }
    if (parent != null && parent.depth() >= DEEPEST) {
      parent.ref(descriptions);
    }
    LedgerProcess child = new LedgerProcess(facts(record, null), parent);
    byPid.put(record.pid(), child);
    return parent;
  }

  public LedgerProcess executed(BpfProcess record) throws DecodeException {
    Facts facts = facts(record, record.executable());
    LedgerProcess known = byPid.get(record.pid());
    if (known != null && known.id.equals(facts.id())) {
      known.execute(facts);
      return known;
    }
    LedgerProcess unknown = new LedgerProcess(facts, byPid.get(record.parent()));
    byPid.put(record.pid(), unknown);
    return unknown;
  }

  /** Returns whose arguments they are, null when he is not known. */
  public @Nullable LedgerProcess arguments(BpfProcess record) throws DecodeException {
    LedgerProcess known = byPid.get(record.pid());
    if (known != null) {
      known.setArguments(ToldProcesses.arguments(record.arguments()));
    }
    return known;
  }

  public void exited(BpfProcess record) {
    LedgerProcess known = byPid.get(record.pid());
    if (known != null) {
      ended.add(new Ended(known, record.time()));
    }
  }

  /** The next process whose end is long enough ago for its sockets to be closed; null for none. */
  public @Nullable Ended takeEnded(long nowNanos) {
    Ended next = ended.peek();
    if (next == null || nowNanos - next.atNanos() < LINGER_NANOS) {
      return null;
    }
    ended.remove();
    LedgerProcess process = next.process();
    if (find(process.id) == process) {
      byPid.remove(process.id.pid());
    }
    return next;
  }

  /** Events were lost: whoever is asked for next is read again. */
  public void doubt() {
    byPid.clear();
    ended.clear();
    doubts++;
  }

  /** How often events were lost: who was described before may run something else by now. */
  long doubts() {
    return doubts;
  }

  /**
   * What a process is that was described before the last doubt.
   *
   * @return the same where it still runs that image or is gone
   */
  LedgerProcess renewed(LedgerProcess known) {
    LedgerProcess now = find(known.id);
    now = now == null ? read(known.id) : now;
    if (now == null || now.ref(descriptions).equals(known.ref(descriptions))) {
      now = known;
    }
    byPid.put(known.id.pid(), now);
    return now;
  }

  /** Processes that were gone when they were looked up, since the last call. */
  public long takeVanished() {
    long count = vanished;
    vanished = 0;
    return count;
  }

  private Facts facts(BpfProcess record, @Nullable String executable) {
    ProcessId id = new ProcessId(record.pid(), descriptions.startTicks(record.processStart()));
    return new Facts(id, record.comm(), record.uid(), record.controlGroup(), executable, null);
  }

  /** Reads a process that nobody asked for yet, so that its children know what they run. */
  public void meet(long pid) {
    if (byPid.get(pid) == null) {
      reader.read(pid).ifPresent(ref -> byPid.put(pid, new LedgerProcess(ref)));
    }
  }

  /** The pids that there are. */
  public List<Long> present() {
    return reader.pids();
  }

  @Override
  public void close() {
    reader.close();
  }
}
