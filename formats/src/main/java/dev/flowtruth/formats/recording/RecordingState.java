package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.Audited;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a recording has told so far and has to know: open sockets with their owners, processes,
 * addresses, translations, gaps and the clock in force. Turns events into lines for a sink.
 */
final class RecordingState {
  /** Where lines go; the line's buffer is used again after the call. */
  interface Sink {
    void accept(JsonLine line) throws IOException;
  }

  /** Less than this much drift between wall and monotonic clock is not told. */
  private static final long STEP_NANOS = 1_000_000;

  private final LineEncoder encoder = new LineEncoder();
  private final Tally tally = new Tally();
  private final Map<SocketId, WrittenSocket> sockets = new LinkedHashMap<>();
  private final Map<LocalAddress, TimeBounds> addresses = new LinkedHashMap<>();
  private final Map<Translation, TimeBounds> translations = new LinkedHashMap<>();
  private final OngoingGaps gaps = new OngoingGaps();
  private final OwnerLines owners;
  private final UnaryOperator<TimeBounds> toWall = this::wall;
  private final Sink sink;
  private ClockReading clock;
  private long lastSocket;

  RecordingState(ClockReading clock, Sink sink) {
    this.clock = clock;
    this.sink = sink;
    this.owners = new OwnerLines(encoder, this::emit);
  }

  void write(SocketEvent event) throws IOException {
    if (event instanceof Opened e) {
      opened(e.socket(), wall(e.time()));
    } else if (event instanceof OwnerChanged e) {
      owners.changed(known(e.socket()), e, toWall);
    } else if (event instanceof EndpointChanged e) {
      endpointChanged(e);
    } else if (event instanceof Closed e) {
      closed(e);
    } else {
      writeOfHost(event);
    }
  }

  private void writeOfHost(SocketEvent event) throws IOException {
    if (event instanceof AddressChanged e) {
      TimeBounds time = wall(e.time());
      remember(addresses, e.address(), e.present(), time);
      emit(LineType.ADDRESS, encoder.address(e.address(), e.present(), time));
    } else if (event instanceof TranslationChanged e) {
      TimeBounds time = wall(e.time());
      remember(translations, e.translation(), e.present(), time);
      emit(LineType.NAT, encoder.nat(e.translation(), e.present(), time));
    } else if (event instanceof ClockRead e) {
      clockRead(e);
    } else if (event instanceof GapSeen e) {
      gap(e);
    } else if (event instanceof Lost e) {
      tally.lost(e.count());
      emit(LineType.LOSS, encoder.loss(e, wall(e.time())));
    } else if (event instanceof Audited e) {
      emit(LineType.AUDIT, encoder.audit(e, wall(e.time())));
    }
  }

  private void gap(GapSeen event) throws IOException {
    Gap in = event.gap();
    long since = clock.toWall(in.sinceNanos());
    Gap gap = new Gap(in.what(), in.why(), in.reason(), in.netns(), since);
    TimeBounds span = wall(event.time());
    boolean begins = gaps.told(gap, span);
    tally.gaps += begins ? 1 : 0;
    emit(LineType.GAP, encoder.gap(gap, begins, span));
  }

  private void clockRead(ClockRead event) throws IOException {
    ClockReading reading = event.reading();
    boolean told = event.previous() == null && Math.abs(reading.stepSince(clock)) <= STEP_NANOS;
    if (!told) {
      clock = reading;
      emit(LineType.CLOCK, encoder.clock(reading));
    }
  }

  private void opened(OpenSocket socket, TimeBounds time) throws IOException {
    WrittenSocket written = new WrittenSocket(++lastSocket, socket, time);
    forget(sockets.put(socket.id(), written));
    tally.opened++;
    owners.describe(socket.ownership().owners(), time);
    Reason absence = socket.ownership().absence();
    var more = socket.ownership().isKnown() ? LineEncoder.More.YES : LineEncoder.More.NO;
    emit(LineType.OPEN, encoder.open(written.id, socket, false, absence, time, more));
    owners.first(written, socket.ownership().owners(), time);
  }

  private void endpointChanged(EndpointChanged event) throws IOException {
    WrittenSocket written = known(event.socket());
    TimeBounds time = wall(event.time());
    // Who holds it is told by OwnerChanged alone.
    OpenSocket now = event.socket().withOwnership(written.socket().ownership());
    written.moved(now, time);
    emit(LineType.ENDPOINT, encoder.endpoint(written.id, now, time));
  }

  private void closed(Closed event) throws IOException {
    WrittenSocket written = known(event.socket());
    TimeBounds time = wall(event.time());
    owners.departed(written, event.departures(), time, toWall);
    emit(LineType.CLOSE, encoder.close(written.id, event, time));
    sockets.remove(event.socket().id());
    forget(written);
  }

  private void forget(@Nullable WrittenSocket gone) {
    if (gone != null) {
      owners.release(gone);
      tally.closed(gone);
    }
  }

  private WrittenSocket known(OpenSocket socket) {
    WrittenSocket written = sockets.get(socket.id());
    if (written == null) {
      throw new IllegalStateException("an event of a socket that was not opened: " + socket.id());
    }
    return written;
  }

  /** The first lines of a file. */
  void startFile(RecordingHeader header) throws IOException {
    tally.startFile();
    owners.startFile();
    emit(LineType.HEADER, encoder.header(header));
    emit(LineType.CLOCK, encoder.clock(clock));
  }

  /** Tells again what holds now, so that a further part is readable alone. */
  void restate() throws IOException {
    for (var entry : addresses.entrySet()) {
      emit(LineType.ADDRESS, encoder.address(entry.getKey(), true, entry.getValue()));
    }
    for (var entry : translations.entrySet()) {
      emit(LineType.NAT, encoder.nat(entry.getKey(), true, entry.getValue()));
    }
    gaps.forEach((gap, span) -> emit(LineType.GAP, encoder.gap(gap, true, span)));
    for (WrittenSocket socket : sockets.values()) {
      owners.restate(socket);
    }
  }

  void endFile(long at, boolean continued) throws IOException {
    RecordingTotals totals = totals();
    emit(
        LineType.FOOTER, encoder.footer(new RecordingFooter(tally.lines(), totals, continued, at)));
  }

  RecordingTotals totals() {
    return tally.totals(sockets.values());
  }

  void setProcessesVanished(long count) {
    tally.processesVanished = count;
  }

  long wallOf(long monotonic) {
    return clock.toWall(monotonic);
  }

  private TimeBounds wall(TimeBounds time) {
    return new TimeBounds(clock.toWall(time.after()), clock.toWall(time.at()));
  }

  private void emit(LineType type, JsonLine line) throws IOException {
    tally.line(type);
    sink.accept(line);
  }

  private static <K> void remember(
      Map<K, TimeBounds> what, K key, boolean present, TimeBounds time) {
    if (present) {
      what.put(key, time);
    } else {
      what.remove(key);
    }
  }
}
