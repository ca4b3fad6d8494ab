package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection as far as it was read: each end has one socket for all its packets. Not
 * thread-safe.
 */
final class Connection {
  private final Endpoint low;
  private final Endpoint high;
  private final long firstNanos;
  private long lastNanos;
  private @Nullable PacketKey opening;
  private final Label.@Nullable SocketTimes[] sockets = new Label.SocketTimes[2];
  private @Nullable FlowLabel whole;
  private long wholeUntil;

  Connection(Endpoint low, Endpoint high, long firstNanos) {
    this.low = low;
    this.high = high;
    this.firstNanos = firstNanos;
    this.lastNanos = firstNanos;
  }

  void add(PacketKey key, long nanos) {
    lastNanos = Math.max(lastNanos, nanos);
    if (opening == null && key.opens()) {
      opening = key;
    }
  }

  /** True when a packet opens another connection of the same tuple. */
  boolean isFollowedBy(PacketKey key) {
    boolean repeated =
        opening != null
            && opening.tcpSequence() == key.tcpSequence()
            && opening.source().equals(key.source());
    return key.opens() && !repeated;
  }

  Endpoint low() {
    return low;
  }

  Endpoint high() {
    return high;
  }

  long firstNanos() {
    return firstNanos;
  }

  long lastNanos() {
    return lastNanos;
  }

  /**
   * True unless another socket was found at this end before. The first one to be found is
   * remembered.
   */
  boolean hasSocket(Endpoint end, Label.SocketTimes socket) {
    int side = end.equals(low) ? 0 : 1;
    Label.SocketTimes known = sockets[side];
    if (known == null) {
      sockets[side] = socket;
      return true;
    }
    return known.openedNanos() == socket.openedNanos() && known.netns() == socket.netns();
  }

  /** The label of the whole connection from low to high, as long as it has not grown since. */
  @Nullable FlowLabel whole() {
    return wholeUntil == lastNanos ? whole : null;
  }

  void setWhole(FlowLabel label) {
    whole = label;
    wholeUntil = lastNanos;
  }
}
