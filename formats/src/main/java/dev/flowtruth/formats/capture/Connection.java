package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.model.Endpoint;
import org.jspecify.annotations.Nullable;

/** A TCP connection as far as it was read. Not thread-safe. */
final class Connection {
  private final Endpoint low;
  private final Endpoint high;
  private final long firstNanos;
  private long lastNanos;
  private @Nullable PacketKey opening;
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
    return key.opensAnother(opening);
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

  /** True when its first segment was read, and not only later ones. */
  boolean wasOpenedInSight() {
    return opening != null;
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
