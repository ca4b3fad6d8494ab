package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.BpfIterator;
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
  private final BpfIterator iterator;
  private final BpfSocket record;
  private final SocketLedger ledger;
  private final ProcessLedger processes;
  private final Consumer<SocketEvent> out;
  private final List<Fresh> fresh = new ArrayList<>();
  private long pass;
  private long startedNanos;

  /**
   * A socket that this pass met first.
   *
   * @param opened when, if that is known
   */
  private record Fresh(LedgerSocket socket, @Nullable TimeBounds opened) {}

  public Iteration(
      BpfIterator iterator,
      SocketLedger ledger,
      ProcessLedger processes,
      Consumer<SocketEvent> out) {
    this.iterator = iterator;
    this.ledger = ledger;
    this.processes = processes;
    this.out = out;
    record = new BpfSocket(iterator.buffer());
  }

  public void run() throws SourceException {
    pass++;
    startedNanos = System.nanoTime();
    iterator.run(SocketRecord.SIZE, this::take);
    fresh.forEach(this::settle);
    fresh.clear();
    ledger.forEach(this::dropThoseWhoLetGo);
    ledger.iterated(pass, startedNanos);
  }

  private void take(int length) throws DecodeException {
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
      hold = new Hold(processes.of(record), Role.HOLDER, used, startedNanos);
      socket.add(hold);
      show(socket);
    } else if (used && !hold.used && socket.holds().size() > 1) {
      hold.used = true;
      show(socket);
    }
    hold.pass = pass;
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

  private void dropThoseWhoLetGo(LedgerSocket socket) {
    if (socket.pass == pass
        && socket.touchedNanos < startedNanos
        && socket.holds().removeIf(this::hasLetGo)) {
      show(socket);
    }
  }

  private boolean hasLetGo(Hold hold) {
    return hold.pass != pass && hold.sinceNanos < startedNanos;
  }
}
