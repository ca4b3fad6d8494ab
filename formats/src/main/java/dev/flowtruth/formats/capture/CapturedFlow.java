package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.Endpoint;
import org.jspecify.annotations.Nullable;

/** A flow as far as its packets were read. Not thread-safe. */
final class CapturedFlow {
  private final Interface on;
  private final PacketKey first;
  private final Endpoint source;
  private final Endpoint destination;
  private final int icmpType;
  private final long firstNanos;
  private long lastNanos;
  private @Nullable PacketKey opening;
  private final Way there = new Way();
  private final Way back = new Way();

  /** What went one way. */
  static final class Way {
    private long packets;
    private long bytes;

    private void add(long length) {
      packets++;
      bytes += length;
    }

    long packets() {
      return packets;
    }

    /** As they were on the wire, link layer included. */
    long bytes() {
      return bytes;
    }
  }

  /** Begins with a packet; who asks is the source, also when the answer is seen first. */
  CapturedFlow(Interface on, PacketKey first, long nanos) {
    boolean answer = first.questionType() >= 0;
    this.on = on;
    this.first = first;
    this.source = answer ? first.destination() : first.source();
    this.destination = answer ? first.source() : first.destination();
    this.icmpType = answer ? first.questionType() : first.icmpType();
    this.firstNanos = nanos;
    this.lastNanos = nanos;
  }

  void add(PacketKey key, long nanos, long length) {
    lastNanos = Math.max(lastNanos, nanos);
    if (opening == null && key.opens()) {
      opening = key;
    }
    (key.source().equals(source) ? there : back).add(length);
  }

  boolean isFollowedBy(PacketKey key) {
    return key.opensAnother(opening);
  }

  Interface on() {
    return on;
  }

  long lastNanos() {
    return lastNanos;
  }

  /** What the source sent. */
  Way there() {
    return there;
  }

  /** What the destination sent. */
  Way back() {
    return back;
  }

  int icmpCode() {
    return first.icmpCode();
  }

  FlowRecord record() {
    long resolution = on.clock().resolutionNanos();
    return new FlowRecord(
        firstNanos,
        lastNanos + resolution,
        resolution,
        first.protocol(),
        source,
        destination,
        icmpType);
  }
}
