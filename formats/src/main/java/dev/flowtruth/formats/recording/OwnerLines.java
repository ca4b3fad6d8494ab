package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.formats.recording.LineEncoder.More;
import dev.flowtruth.formats.recording.WrittenSocket.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The lines about who holds a socket, and before them those about processes that were not described
 * yet. What a change says and what the socket then shows are brought together, so that a reader
 * always ends with the owners that the watcher knew.
 */
final class OwnerLines {
  /** Takes a line of a type. */
  interface Emitter {
    void emit(LineType type, JsonLine line) throws IOException;
  }

  /**
   * One owner who came or went.
   *
   * @param owner who
   * @param came false when he went
   * @param time when
   */
  private record Change(Owner owner, boolean came, TimeBounds time) {}

  private final WrittenProcesses processes = new WrittenProcesses();
  private final LineEncoder encoder;
  private final Emitter out;

  OwnerLines(LineEncoder encoder, Emitter out) {
    this.encoder = encoder;
    this.out = out;
  }

  void startFile() {
    processes.startFile();
  }

  /** Describes processes ahead of the line that begins a group. */
  void describe(List<Owner> owners, TimeBounds time) throws IOException {
    for (Owner owner : owners) {
      describe(owner, time.at());
    }
  }

  private long describe(Owner owner, long at) throws IOException {
    WrittenProcesses.Mention mention = processes.mention(owner.process(), Math.max(0, at));
    if (mention.isNews()) {
      out.emit(LineType.PROCESS, encoder.process(mention.id(), owner.process(), mention.at()));
    }
    return mention.id();
  }

  /** The owners with whom a socket was opened. */
  void first(WrittenSocket socket, List<Owner> owners, TimeBounds time) throws IOException {
    for (int i = 0; i < owners.size(); i++) {
      Owner owner = owners.get(i);
      add(socket, owner, time);
      came(socket.id, owner, time, i == owners.size() - 1 ? More.NO : More.YES);
    }
  }

  void changed(WrittenSocket socket, OwnerChanged event, UnaryOperator<TimeBounds> wall)
      throws IOException {
    TimeBounds time = wall.apply(event.time());
    List<Change> changes = apply(socket, event, wall);
    Ownership before = socket.socket().ownership();
    Ownership now = event.socket().ownership();
    socket.update(socket.socket().withOwnership(now));
    if (changes.isEmpty() && now.absence() != null && now.absence() != before.absence()) {
      out.emit(LineType.DISOWNED, encoder.absence(socket.id, now.absence(), time));
    }
    for (int i = 0; i < changes.size(); i++) {
      boolean last = i == changes.size() - 1;
      write(socket.id, changes.get(i), last ? now.absence() : null, last ? More.NO : More.YES);
    }
  }

  /** Brings the socket's owners to where the event says they are; the changes in order. */
  private List<Change> apply(
      WrittenSocket socket, OwnerChanged event, UnaryOperator<TimeBounds> wall) {
    TimeBounds time = wall.apply(event.time());
    List<Owner> now = event.socket().ownership().owners();
    List<Change> changes = new ArrayList<>();
    for (Departure gone : event.gone()) {
      remove(socket, gone.owner(), wall.apply(gone.time()), changes);
    }
    for (Held held : List.copyOf(socket.held())) {
      if (now.stream().noneMatch(held::isOf)) {
        remove(socket, held.owner(), time, changes);
      }
    }
    for (Owner owner : now) {
      if (!socket.holds(owner)) {
        add(socket, owner, time);
        changes.add(new Change(owner, true, time));
      }
    }
    return changes;
  }

  private void write(long socket, Change change, @Nullable Reason absence, More more)
      throws IOException {
    if (change.came()) {
      came(socket, change.owner(), change.time(), more);
    } else {
      went(socket, change.owner(), absence, change.time(), more);
    }
  }

  /** The ends of owners that were before, or are known better than, the socket's own. */
  void departed(
      WrittenSocket socket,
      List<Departure> departures,
      TimeBounds close,
      UnaryOperator<TimeBounds> wall)
      throws IOException {
    for (Departure departure : departures) {
      TimeBounds time = wall.apply(departure.time());
      Held held = time.equals(close) ? null : socket.remove(departure.owner());
      if (held != null) {
        went(socket.id, held.owner(), null, time, More.YES);
        processes.release(held.owner().process());
      }
    }
  }

  void release(WrittenSocket socket) {
    for (Held held : socket.held()) {
      processes.release(held.owner().process());
    }
  }

  /** An open socket with its owners in a further part, each with the times that it had. */
  void restate(WrittenSocket written) throws IOException {
    List<Held> first = new ArrayList<>();
    List<Held> later = new ArrayList<>();
    for (Held held : written.held()) {
      (held.since().at() <= written.since().at() ? first : later).add(held);
    }
    for (Held held : first) {
      describe(held.owner(), held.since().at());
    }
    OpenSocket socket = written.socket();
    Reason known = socket.ownership().absence();
    Reason absence = known == null ? Reason.SEEN_WITHOUT_OWNER : known;
    out.emit(
        LineType.OPEN,
        encoder.open(
            written.id,
            socket,
            true,
            first.isEmpty() ? absence : null,
            written.since(),
            first.isEmpty() ? More.NO : More.YES));
    for (int i = 0; i < first.size(); i++) {
      Held held = first.get(i);
      came(written.id, held.owner(), held.since(), i == first.size() - 1 ? More.NO : More.YES);
    }
    later.sort(Comparator.comparingLong(held -> held.since().at()));
    for (Held held : later) {
      came(written.id, held.owner(), held.since(), More.NO);
    }
  }

  private void came(long socket, Owner owner, TimeBounds time, More more) throws IOException {
    long process = describe(owner, time.at());
    out.emit(LineType.OWNER, encoder.owner(socket, process, owner, time, more));
  }

  private void went(long socket, Owner owner, @Nullable Reason absence, TimeBounds time, More more)
      throws IOException {
    long process = describe(owner, time.at());
    out.emit(LineType.DISOWNED, encoder.disowned(socket, process, owner, absence, time, more));
  }

  private void add(WrittenSocket socket, Owner owner, TimeBounds time) {
    Held replaced = socket.add(owner, time);
    processes.hold(owner.process());
    if (replaced != null) {
      processes.release(replaced.owner().process());
    }
  }

  private void remove(WrittenSocket socket, Owner owner, TimeBounds time, List<Change> changes) {
    Held held = socket.remove(owner);
    if (held != null) {
      changes.add(new Change(held.owner(), false, time));
      processes.release(held.owner().process());
    }
  }
}
