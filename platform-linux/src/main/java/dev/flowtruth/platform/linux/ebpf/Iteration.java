package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.BpfIterator;
import dev.flowtruth.platform.linux.decoder.BpfGlance;
import dev.flowtruth.platform.linux.decoder.BpfSocket;
import dev.flowtruth.platform.linux.ebpf.LedgerSocket.Hold;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A look at every socket descriptor of every process, which brings the ledger what no event tells:
 * what was there before, who holds a socket without using it, who holds it no more. Not
 * thread-safe.
 *
 * <p>It tells nothing itself, but for accepted connections whose time is known: whoever asked for
 * the look compares. It ends no socket: one that no process holds for the moment may be on its way
 * from one to the next.
 */
public final class Iteration {
  private final BpfIterator whole;
  private final BpfSocket record;
  private final Glances glances;
  private final SocketLedger ledger;
  private final ProcessLedger processes;
  private final Consumer<SocketEvent> out;
  private final List<Fresh> fresh = new ArrayList<>();
  private long pass;
  private long startedNanos;

  /** How many holds this pass found, and how many the one before. */
  private long found;

  private long lastStart = -1;
  private long lastTicks;
  private long lastFound = -1;
  private long lastChanges = -1;
  private long lastDoubts = -1;

  /**
   * A socket that this pass met first.
   *
   * @param opened when, if that is known
   */
  private record Fresh(LedgerSocket socket, @Nullable TimeBounds opened) {}

  public Iteration(
      BpfIterator whole,
      BpfIterator glances,
      SocketLedger ledger,
      ProcessLedger processes,
      Consumer<SocketEvent> out) {
    this.whole = whole;
    this.glances = new Glances(glances, this::takeGlance);
    this.ledger = ledger;
    this.processes = processes;
    this.out = out;
    record = new BpfSocket(whole.buffer());
  }

  public void run() throws SourceException {
    startedNanos = System.nanoTime();
    pass++;
    found = 0;
    Glances.Outcome outcome = glances.look(mayBeSame());
    lastDoubts = processes.doubts();
    if (outcome == Glances.Outcome.SAME) {
      pass--; // what was found in the last pass is found in this one
      found = lastFound;
    } else {
      finish(outcome);
    }
    ledger.iterated(pass, startedNanos);
  }

  private boolean mayBeSame() {
    return pass > 1 && ledger.changes() == lastChanges && processes.doubts() == lastDoubts;
  }

  private void finish(Glances.Outcome outcome) throws SourceException {
    if (outcome == Glances.Outcome.NEWS) {
      whole.run(SocketRecord.SIZE, this::take);
    }
    fresh.forEach(this::settle);
    fresh.clear();
    if (ledger.changes() != lastChanges || found != lastFound) {
      ledger.forEach(this::dropThoseWhoLetGo);
    }
    lastChanges = ledger.changes();
    lastFound = found;
  }

  private boolean takeGlance(BpfGlance glance) {
    LedgerSocket socket = ledger.find(glance.cookie());
    return socket != null && isAsKnown(socket, glance) && isHolderKnown(socket, glance);
  }

  private boolean isAsKnown(LedgerSocket socket, BpfGlance glance) {
    socket.pass = pass;
    return socket.isAsIn(glance) || socket.touchedNanos >= startedNanos;
  }

  private boolean isHolderKnown(LedgerSocket socket, BpfGlance glance) {
    boolean used = glance.has(SocketRecord.FLAG_FIRST_USED);
    Hold hold = socket.holdOf(glance.pid(), ticksOf(glance));
    if (hold == null) {
      LedgerProcess process = processes.find(glance);
      if (process == null) {
        return false;
      }
      hold = newHold(socket, process, used);
    }
    found(socket, hold, used);
    return true;
  }

  private boolean take(int length) throws DecodeException {
    for (int offset = 0; offset < length; offset += SocketRecord.SIZE) {
      record.at(offset, SocketRecord.SIZE);
      LedgerSocket known = ledger.find(record.cookie());
      LedgerSocket socket = known == null ? meet() : known;
      if (known != null && !known.isAsIn(record) && known.touchedNanos < startedNanos) {
        ledger.move(record, known);
      }
      socket.pass = pass;
      hold(socket);
    }
    return true;
  }

  private LedgerSocket meet() throws DecodeException {
    boolean isTimeKnown = record.has(SocketRecord.FLAG_ACCEPTED) && record.since() != 0;
    TimeBounds opened =
        isTimeKnown ? ledger.opened(record, true) : TimeBounds.by(System.nanoTime());
    LedgerSocket socket = ledger.add(record, opened.after());
    fresh.add(new Fresh(socket, isTimeKnown ? opened : null));
    return socket;
  }

  private void hold(LedgerSocket socket) {
    boolean used = record.has(SocketRecord.FLAG_FIRST_USED);
    long ticks = processes.descriptions().startTicks(record.processStart());
    Hold hold = socket.holdOf(record.pid(), ticks);
    if (hold == null) {
      hold = newHold(socket, processes.of(record), used);
    }
    found(socket, hold, used);
  }

  /** A process has many descriptors, one after the other: one division for all of them. */
  private long ticksOf(BpfGlance glance) {
    long start = glance.processStart();
    if (start != lastStart) {
      lastStart = start;
      lastTicks = processes.descriptions().startTicks(start);
    }
    return lastTicks;
  }

  /** An exec may be among what was lost. */
  private void renew(LedgerSocket socket, Hold hold) {
    hold.doubts = processes.doubts();
    LedgerProcess now = processes.renewed(hold.process);
    if (now != hold.process) {
      hold.process = now;
      now.hold(socket);
      show(socket);
    }
  }

  private Hold newHold(LedgerSocket socket, LedgerProcess process, boolean used) {
    Hold hold = new Hold(process, processes.doubts(), Role.HOLDER, used, startedNanos);
    socket.add(hold);
    show(socket);
    return hold;
  }

  private void found(LedgerSocket socket, Hold hold, boolean used) {
    if (hold.doubts != processes.doubts()) {
      renew(socket, hold);
    }
    if (used && !hold.used && socket.holds().size() > 1) {
      hold.used = true;
      show(socket);
    }
    if (hold.pass != pass) {
      hold.pass = pass;
      found++;
    }
  }

  private void show(LedgerSocket socket) {
    socket.own(processes.descriptions());
    ledger.setChanged();
  }

  /** Gives the holders of a new socket their roles, once all listeners are known. */
  private void settle(Fresh found) {
    LedgerSocket socket = found.socket();
    List<Hold> holds = socket.holds();
    if (socket.socket().isListening()) {
      holds.forEach(hold -> hold.role = Role.LISTENER);
    } else if (!holds.isEmpty()) {
      boolean accepted = socket.accepted || ledger.isAccepted(socket.socket());
      oldest(holds).role = accepted ? Role.ACCEPTOR : Role.CREATOR;
    }
    show(socket);
    TimeBounds opened = found.opened();
    if (opened != null) {
      out.accept(new SocketEvent.Opened(socket.socket(), opened));
    }
  }

  /** A parent comes before its children. */
  private static Hold oldest(List<Hold> holds) {
    return Collections.min(
        holds, Comparator.comparingLong((Hold hold) -> hold.process.id.startId()));
  }

  /** Not needed where nothing happened since the last pass and just as many are found. */
  private void dropThoseWhoLetGo(LedgerSocket socket) {
    if (socket.pass == pass
        && socket.touchedNanos < startedNanos
        && socket.letGoIf(this::hasLetGo)) {
      show(socket);
    }
  }

  private boolean hasLetGo(Hold hold) {
    return hold.pass != pass && hold.sinceNanos < startedNanos;
  }
}
