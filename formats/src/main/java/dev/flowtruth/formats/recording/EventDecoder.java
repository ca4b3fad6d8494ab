package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.Audited;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines to events: those about the host here, those about sockets by {@link SocketLines}. */
final class EventDecoder {
  private final SocketLines sockets;
  private ClockReading clock;
  private boolean clockTold;

  EventDecoder(ReadProcesses processes, long beganNanos) {
    this.sockets = new SocketLines(processes);
    this.clock = wallOnly(beganNanos);
  }

  /** A reading by which wall-clock time is the time base. */
  static ClockReading wallOnly(long wall) {
    return new ClockReading(wall, wall, wall);
  }

  /** The event that the line completes, null when it completes none. */
  @Nullable SocketEvent decode(LineType type, Line line) throws BadRecordingException {
    return switch (type) {
      case PROCESS, OPEN, ENDPOINT, OWNER, DISOWNED, CLOSE -> sockets.decode(type, line);
      case ADDRESS -> address(line);
      case NAT -> nat(line);
      case CLOCK -> clock(line);
      case GAP -> gap(line);
      case LOSS -> loss(line);
      case AUDIT -> audit(line);
      case HEADER -> throw line.bad("type", "one header, at the beginning");
      case FOOTER -> null;
    };
  }

  private @Nullable SocketEvent clock(Line line) throws BadRecordingException {
    ClockReading previous = clock;
    clock = wallOnly(line.time("wall"));
    boolean first = !clockTold;
    clockTold = true;
    return first ? null : new ClockRead(clock, previous);
  }

  private static SocketEvent address(Line line) throws BadRecordingException {
    boolean present = !line.has("until");
    LocalAddress address =
        new LocalAddress(
            line.address("ip", "scope"),
            (int) line.number("prefix", 0, 128),
            line.unsigned("netns"),
            line.textOrEmpty("interface"),
            (int) line.number("index", 0, Integer.MAX_VALUE, 0));
    return new AddressChanged(address, present, line.bounds(present ? "at" : "until"));
  }

  private static SocketEvent nat(Line line) throws BadRecordingException {
    boolean present = !line.has("until");
    Endpoint source = line.endpoint("source");
    Endpoint destination = line.endpoint("destination");
    Translation translation =
        new Translation(
            line.protocol(),
            line.unsigned("netns"),
            source,
            destination,
            line.endpoint("reply_source"),
            line.endpoint("reply_destination"));
    return new TranslationChanged(translation, present, line.bounds(present ? "at" : "until"));
  }

  private static SocketEvent gap(Line line) throws BadRecordingException {
    TimeBounds span = line.span();
    Reason reason = Objects.requireNonNullElse(line.reason(), Reason.LOST_EVENTS);
    long since = line.time("since", Math.max(0, span.after()));
    Gap gap = new Gap(line.text("what"), line.text("why"), reason, line.unsigned("netns"), since);
    return new GapSeen(gap, span);
  }

  private static SocketEvent loss(Line line) throws BadRecordingException {
    long count = line.number("count", 0, Long.MAX_VALUE, -1);
    return new Lost(line.text("what"), count, line.unsigned("netns"), line.span());
  }

  private static SocketEvent audit(Line line) throws BadRecordingException {
    return new Audited(
        line.text("what"),
        line.number("counted", 0, Long.MAX_VALUE),
        line.number("seen", 0, Long.MAX_VALUE),
        line.span());
  }
}
