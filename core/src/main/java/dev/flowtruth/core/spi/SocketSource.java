package dev.flowtruth.core.spi;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An open way to see sockets. One thread at a time may use it.
 *
 * <p>A poller implements {@link #snapshot} alone. A source with events also implements {@link
 * #drain}; its snapshots then only begin and mend what the events tell.
 */
public interface SocketSource extends AutoCloseable {
  /** How much a look takes in. */
  enum Look {
    /** What the watcher needs at each period: no sockets in TIME_WAIT. */
    POLL,
    /** Everything, owners read anew where they are not certain; TIME_WAIT too. */
    FULL
  }

  /** Returned by {@link #drain} of a source without events. */
  long NO_EVENTS = Long.MAX_VALUE;

  /**
   * One look at all sockets.
   *
   * <p>What this machine cannot say is a gap in the snapshot: a known socket that is missing is
   * taken for closed unless a gap names its namespace (or all, by 0, for another reason than {@link
   * dev.flowtruth.core.model.Reason#OTHER_NAMESPACE}). The same {@link OpenSocket} instance comes
   * again while nothing about it changed.
   *
   * @throws SourceException when there is nothing to be had at all; the next call may work again
   */
  Snapshot snapshot(Look look) throws SourceException;

  /** What it sees with the rights at hand. */
  Set<Capability> capabilities();

  /** Which host this is. */
  HostIdentity host();

  /** The host's clocks, read now. */
  ClockReading clock();

  /**
   * Hands over the events since the last call, oldest first, with monotonic times.
   *
   * @return nanoseconds after which it should be called again, {@link #NO_EVENTS} when there is no
   *     event stream
   * @throws SourceException when the stream broke; a loss that was counted is an event instead
   */
  default long drain(Consumer<SocketEvent> sink) throws SourceException {
    return NO_EVENTS;
  }

  /**
   * When the holder's descriptor was last read, monotonic ns. Beyond it, nothing is known of him.
   *
   * <p>Also asked for a socket or owner that the last snapshot or an event found gone: a source
   * that keeps readings forgets them one snapshot later at the earliest.
   *
   * @return {@link Long#MIN_VALUE} when every snapshot that lists him is a reading
   */
  default long lastReadNanos(OpenSocket socket, Owner owner) {
    return Long.MIN_VALUE;
  }

  /**
   * True when a look would tell what events do not, such as a process that inherited a socket and
   * does not use it. Asked after each {@link #drain} of a source with events.
   */
  default boolean wantsLook() {
    return false;
  }

  /**
   * Tells what was counted, and by whom, against what was seen, from the opening until now. Called
   * once, after the last drain.
   *
   * @throws SourceException when the counters cannot be read
   */
  default void audit(Consumer<SocketEvent> sink) throws SourceException {}

  /**
   * Gives up, in every thread, the rights that were needed to start only.
   *
   * @throws SourceException when the OS refused
   */
  default void dropRights() throws SourceException {}

  @Override
  void close();
}
