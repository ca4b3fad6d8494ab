package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the host's sockets. Every source, polling or events, ends in these,
 * and everything after the watcher works on these alone.
 *
 * <p>Times are monotonic nanoseconds; {@link ClockRead} relates them to wall-clock time. The first
 * event of a stream is a {@code ClockRead}. Order within a stream: nothing is told of a socket
 * before its {@link Opened} or after its {@link Closed}. Immutable.
 */
public sealed interface SocketEvent {
  /** When it happened. */
  TimeBounds time();

  /**
   * A socket exists.
   *
   * @param socket as it was first seen, with the owners that were found
   * @param time when it was opened; {@link TimeBounds#by} for one that was there before the watch
   */
  record Opened(OpenSocket socket, TimeBounds time) implements SocketEvent {}

  /**
   * A socket has another local or remote endpoint, or another state that matters: bind, connect,
   * disconnect, listen.
   *
   * @param socket as it is now
   * @param before as it was
   * @param time when
   */
  record EndpointChanged(OpenSocket socket, OpenSocket before, TimeBounds time)
      implements SocketEvent {}

  /**
   * Other processes hold a socket now, or one of them runs another image.
   *
   * @param socket as it is now, with all its owners
   * @param appeared owners that are new; after an exec the same process with its new image
   * @param gone owners that hold it no more; each with when that was known
   * @param time when the new ones came
   */
  record OwnerChanged(
      OpenSocket socket, List<Owner> appeared, List<Departure> gone, TimeBounds time)
      implements SocketEvent {
    public OwnerChanged {
      appeared = List.copyOf(appeared);
      gone = List.copyOf(gone);
    }
  }

  /**
   * An owner who holds a socket no more.
   *
   * @param owner who
   * @param time after his descriptor was last read, at the latest when it was found gone
   */
  record Departure(Owner owner, TimeBounds time) {}

  /**
   * A socket is gone.
   *
   * @param socket as it was last seen
   * @param cause how that became known
   * @param departures what is known of the end of each owner
   * @param bytesSent payload bytes, -1 when unknown
   * @param bytesReceived payload bytes, -1 when unknown
   * @param time when
   */
  record Closed(
      OpenSocket socket,
      CloseCause cause,
      List<Departure> departures,
      long bytesSent,
      long bytesReceived,
      TimeBounds time)
      implements SocketEvent {
    public Closed {
      departures = List.copyOf(departures);
    }
  }

  /**
   * Events were lost. Whatever was open or opened in between is unsure.
   *
   * @param what of what ({@code "destroy messages of namespace 4026532177"})
   * @param count how many, -1 when the source cannot count them
   * @param netns namespace that it concerns, 0 for all
   * @param time from when to when
   */
  record Lost(String what, long count, long netns, TimeBounds time) implements SocketEvent {}

  /**
   * Something could not be seen. A gap is told twice: when it begins, as long as it is by then, and
   * when it ends, in its full length.
   *
   * @param gap what and why
   * @param time from when to when
   */
  record GapSeen(Gap gap, TimeBounds time) implements SocketEvent {}

  /**
   * The host got or lost an address.
   *
   * @param address which
   * @param present true when it has it now
   * @param time when
   */
  record AddressChanged(LocalAddress address, boolean present, TimeBounds time)
      implements SocketEvent {}

  /**
   * An address translation began or ended.
   *
   * @param translation which
   * @param present true when it began
   * @param time when
   */
  record TranslationChanged(Translation translation, boolean present, TimeBounds time)
      implements SocketEvent {}

  /**
   * The clocks were read: at the start, and after every step or suspend.
   *
   * @param reading the clocks
   * @param previous the reading that held until now, null for the first
   */
  record ClockRead(ClockReading reading, @Nullable ClockReading previous) implements SocketEvent {
    @Override
    public TimeBounds time() {
      return TimeBounds.exact(reading.monotonic());
    }
  }

  /**
   * What the kernel counted against what was seen.
   *
   * @param denominator what was counted, and by whom
   * @param counted how many there were
   * @param seen how many of them were seen
   * @param time from when to when
   */
  record Audited(String denominator, long counted, long seen, TimeBounds time)
      implements SocketEvent {}
}
