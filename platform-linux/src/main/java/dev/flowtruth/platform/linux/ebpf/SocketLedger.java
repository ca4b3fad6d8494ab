package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.platform.linux.decoder.BpfClose;
import dev.flowtruth.platform.linux.decoder.BpfSocket;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.ebpf.LedgerSocket.Hold;
import dev.flowtruth.platform.linux.layout.RecordKind;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import dev.flowtruth.platform.linux.owner.LongMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets as the BPF programs told of them: turns their records into events. What an
 * iteration finds goes into the same book ({@link Iteration}). Not thread-safe.
 *
 * <p>A process that connects, binds or listens is told with the socket, a process that uses it with
 * its first use. What the first one does is not told again; whether he used it comes with the first
 * news of somebody else, or with the end [1].
 */
public final class SocketLedger {
  private final LongMap<LedgerSocket> open = new LongMap<>();

  /** What the kernel's tables had and no descriptor led to: most of all, connections to accept. */
  private final LongMap<OpenSocket> unheld = new LongMap<>();

  private final ListenerPorts listeners = new ListenerPorts();
  private final ProcessLedger processes;
  private final Consumer<SocketEvent> out;

  private final OpeningTimes openings = new OpeningTimes();
  private long iteratedPass;

  private boolean changed = true;
  private long changes;

  public SocketLedger(ProcessLedger processes, Consumer<SocketEvent> out) {
    this.processes = processes;
    this.out = out;
  }

  public @Nullable LedgerSocket find(long cookie) {
    return open.get(cookie);
  }

  /** True when the sockets are others, or shown otherwise, since the last call. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** Takes what tables alone show, in place of what they showed before. */
  public void setUnheld(Iterable<OpenSocket> sockets) {
    unheld.clear();
    for (OpenSocket socket : sockets) {
      if (socket.cookie() != 0) {
        unheld.put(socket.cookie(), socket);
      }
    }
    setChanged();
  }

  /** True for what tables alone show, as long as no event told of it. */
  public boolean isInTablesOnly(long cookie) {
    return unheld.get(cookie) != null;
  }

  public void forEach(Consumer<LedgerSocket> action) {
    open.forEach(action);
  }

  public int size() {
    return open.size();
  }

  /** A record about a socket that begins or is used. */
  public void told(BpfSocket record) throws DecodeException {
    LedgerSocket known = open.get(record.cookie());
    setChanged();
    if (record.kind() == RecordKind.UNUSED) {
      unused(record, known);
    } else if (known == null) {
      begin(record);
    } else {
      again(record, known);
    }
  }

  private void begin(BpfSocket record) throws DecodeException {
    boolean accepted = record.has(SocketRecord.FLAG_ACCEPTED);
    TimeBounds opened = opened(record, accepted);
    LedgerSocket socket = add(record, opened.after());
    if (record.has(SocketRecord.FLAG_KERNEL_THREAD)) {
      socket.setKernel();
    } else if (!accepted) {
      hold(socket, record, firstRole(record, socket));
    }
    out.accept(new Opened(socket.own(processes.descriptions()), opened));
    if (accepted) {
      Hold hold = hold(socket, record, Role.ACCEPTOR);
      appeared(socket, List.of(hold), TimeBounds.between(opened.after(), record.time()));
    }
  }

  /** Puts a socket of a record into the book, without owners. */
  LedgerSocket add(BpfSocket record, long openedAfter) throws DecodeException {
    SocketRow row = record.row();
    OpenSocket socket =
        OpenSocket.builder(row.protocol(), row.local(), row.peer())
            .state(row.state())
            .netns(record.netns())
            .inode(row.inode())
            .cookie(row.cookie())
            .uid(row.uid())
            .v6Only(row.v6Only())
            .boundInterface(row.boundInterface())
            .build();
    boolean accepted = record.has(SocketRecord.FLAG_ACCEPTED);
    LedgerSocket added = new LedgerSocket(record, socket, accepted, openedAfter);
    added.touchedNanos = record.kind() == RecordKind.DESCRIPTOR ? Long.MIN_VALUE : record.time();
    open.put(added.cookie, added);
    unheld.remove(added.cookie);
    setChanged();
    if (socket.isListening()) {
      listeners.add(added);
    }
    return added;
  }

  private Hold hold(LedgerSocket socket, BpfSocket record, Role role) {
    boolean used = record.kind() == RecordKind.USE;
    Hold hold = new Hold(processes.of(record), processes.doubts(), role, used, record.time());
    socket.add(hold);
    return hold;
  }

  private Role firstRole(BpfSocket record, LedgerSocket socket) {
    if (record.kind() == RecordKind.LISTEN) {
      return Role.LISTENER;
    }
    if (!socket.holds().isEmpty()) {
      return Role.HOLDER;
    }
    boolean accepted =
        socket.accepted || record.kind() == RecordKind.USE && isAccepted(socket.socket());
    return accepted ? Role.ACCEPTOR : Role.CREATOR;
  }

  /** When a socket of which we hear for the first time was opened. */
  TimeBounds opened(BpfSocket record, boolean accepted) {
    return openings.of(record, accepted);
  }

  private void again(BpfSocket record, LedgerSocket socket) throws DecodeException {
    moveTo(record, socket);
    socket.touchedNanos = record.time();
    if (record.has(SocketRecord.FLAG_KERNEL_THREAD)) {
      return;
    }
    List<Hold> news = new ArrayList<>(1);
    noteFirstUse(socket, record.has(SocketRecord.FLAG_FIRST_USED), news); // [1]
    LedgerProcess process = processes.of(record);
    Hold hold = socket.holdOf(process.id);
    if (hold == null) {
      news.add(hold(socket, record, firstRole(record, socket)));
    } else if (isNewOf(hold, record)) {
      hold.used |= record.kind() == RecordKind.USE;
      hold.role = record.kind() == RecordKind.LISTEN ? Role.LISTENER : hold.role;
      if (!news.contains(hold)) {
        news.add(hold);
      }
    }
    if (!news.isEmpty()) {
      appeared(
          socket,
          news,
          TimeBounds.between(
              Math.max(socket.openedAfter, openings.iteratedNanos()), record.time()));
    }
  }

  private static boolean isNewOf(Hold hold, BpfSocket record) {
    return record.kind() == RecordKind.USE && !hold.used
        || record.kind() == RecordKind.LISTEN && hold.role != Role.LISTENER;
  }

  private static void noteFirstUse(LedgerSocket socket, boolean firstUsed, List<Hold> news) {
    Hold first = socket.holds().isEmpty() ? null : socket.holds().get(0);
    if (firstUsed && first != null && !first.used) {
      first.used = true;
      news.add(first);
    }
  }

  private void moveTo(BpfSocket record, LedgerSocket socket) throws DecodeException {
    if (socket.isAsIn(record)) {
      return;
    }
    OpenSocket before = socket.socket();
    move(record, socket);
    long after = record.since() == 0 ? record.time() : record.since();
    TimeBounds time = TimeBounds.between(after, record.time());
    out.accept(new EndpointChanged(socket.socket(), before, time));
  }

  /** Takes the endpoints of the record without telling. */
  void move(BpfSocket record, LedgerSocket socket) throws DecodeException {
    if (socket.socket().isListening()) {
      listeners.remove(socket);
    }
    socket.move(record, record.row());
    if (socket.socket().isListening()) {
      listeners.add(socket);
    }
    setChanged();
  }

  private void appeared(LedgerSocket socket, List<Hold> holds, TimeBounds time) {
    OpenSocket now = socket.own(processes.descriptions());
    List<Owner> owners =
        holds.stream().map(hold -> LedgerSocket.owner(hold, processes.descriptions())).toList();
    out.accept(new OwnerChanged(now, owners, List.of(), time));
  }

  /**
   * An accepted socket that nobody used. Who closes it accepted it, if he or his parent listens
   * there; else he may be anyone who had a reference for a moment.
   */
  private void unused(BpfSocket record, @Nullable LedgerSocket known) throws DecodeException {
    LedgerSocket socket = known;
    TimeBounds opened = opened(record, true);
    if (socket == null) {
      socket = add(record, opened.after());
      out.accept(new Opened(socket.own(processes.descriptions()), opened));
    }
    LedgerProcess closer = processes.of(record);
    if (socket.holds().isEmpty() && mayAccept(closer, socket.socket())) {
      Hold hold = new Hold(closer, processes.doubts(), Role.ACCEPTOR, false, record.time());
      socket.add(hold);
      appeared(socket, List.of(hold), TimeBounds.between(opened.after(), record.time()));
    }
  }

  private boolean mayAccept(LedgerProcess closer, OpenSocket connection) {
    long parent =
        closer.ref(processes.descriptions()).parents().stream()
            .findFirst()
            .map(p -> p.pid())
            .orElse(-1L);
    return listeners.of(connection).stream()
        .flatMap(listener -> listener.holds().stream())
        .mapToLong(hold -> hold.process.id.pid())
        .anyMatch(pid -> pid == closer.id.pid() || pid == parent);
  }

  /** The end of a socket; of one that we never heard of there is nothing to be told. */
  public void closed(BpfClose record) {
    LedgerSocket socket = open.get(record.cookie());
    if (socket == null) {
      closedUnheld(record);
    } else {
      closed(socket, record);
    }
  }

  private void closedUnheld(BpfClose record) {
    OpenSocket socket = unheld.get(record.cookie());
    if (socket != null) {
      unheld.remove(record.cookie());
      setChanged();
      tellClosed(socket, record);
    }
  }

  private void closed(LedgerSocket socket, BpfClose record) {
    List<Hold> news = new ArrayList<>(1);
    if (socket.holds().size() > 1) {
      noteFirstUse(socket, record.isFirstUsed(), news); // [1]
    }
    if (!news.isEmpty()) {
      appeared(socket, news, TimeBounds.between(socket.openedAfter, record.time()));
    }
    remove(socket);
    tellClosed(socket.socket(), record);
  }

  private void tellClosed(OpenSocket socket, BpfClose record) {
    out.accept(
        new Closed(
            socket,
            CloseCause.CLOSED,
            List.of(),
            record.bytesSent(),
            record.bytesReceived(),
            TimeBounds.exact(record.time())));
  }

  /** Strikes a socket without telling. */
  public void remove(LedgerSocket socket) {
    open.remove(socket.cookie);
    socket.close();
    setChanged();
    if (socket.socket().isListening()) {
      listeners.remove(socket);
    }
  }

  /** What a process holds it holds as another image from now on. */
  public void executed(LedgerProcess process, long atNanos) {
    for (LedgerSocket socket : process.openSockets()) {
      Hold hold = socket.holdOf(process.id);
      if (hold != null) {
        socket.touchedNanos = atNanos;
        setChanged();
        appeared(socket, List.of(hold), TimeBounds.exact(atNanos));
      }
    }
  }

  /**
   * A process ended a while ago: what it had alone is closed by now. What is open is held by
   * somebody else, whom we know or the next iteration finds.
   */
  public void ended(LedgerProcess process, long atNanos) {
    for (LedgerSocket socket : process.openSockets()) {
      Hold hold = socket.holdOf(process.id);
      if (hold != null && socket.holds().size() > 1) {
        Owner gone = LedgerSocket.owner(hold, processes.descriptions());
        socket.letGoIf(hold::equals);
        setChanged();
        OpenSocket now = socket.own(processes.descriptions());
        TimeBounds time = TimeBounds.exact(atNanos);
        out.accept(new OwnerChanged(now, List.of(), List.of(new Departure(gone, time)), time));
      }
    }
  }

  /** An iteration that began then is over. */
  void iterated(long pass, long startedNanos) {
    iteratedPass = pass;
    openings.iterated(startedNanos);
  }

  /** True when the last iteration found nobody with it, and nothing was told of it since then. */
  public boolean isUnheld(LedgerSocket socket) {
    return socket.pass != iteratedPass && socket.touchedNanos < openings.iteratedNanos();
  }

  /** Some socket shows itself otherwise, or is held by others. */
  void setChanged() {
    changed = true;
    changes++;
  }

  /** How often anything changed. */
  long changes() {
    return changes;
  }

  /** True for a connection whose local endpoint is one that somebody listens on. */
  boolean isAccepted(OpenSocket socket) {
    return socket.protocol().isConnectionOriented()
        && !socket.peer().isNone()
        && !listeners.of(socket).isEmpty();
  }
}
