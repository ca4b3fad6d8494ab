package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.platform.linux.decoder.BpfSocket;
import dev.flowtruth.platform.linux.layout.RecordKind;
import dev.flowtruth.platform.linux.layout.SocketRecord;

/** When a socket was opened of which a record tells for the first time. Not thread-safe. */
final class OpeningTimes {
  private static final long NANOS_PER_MICRO = 1000;

  /**
   * From a packet's arrival to the first clock that is read for it. No more than that: whoever had
   * the tuple a moment before would seem to compete.
   */
  private static final long HANDSHAKE_MARGIN_NANOS = 100_000;

  /** A handshake whose length was not measured was repeated, once a second or less often. */
  private static final long REPEATED_HANDSHAKE_NANOS = 3_000_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  /** Start of the last iteration: whatever it did not find came later. */
  private long iteratedNanos = NEVER;

  void iterated(long startedNanos) {
    iteratedNanos = startedNanos;
  }

  long iteratedNanos() {
    return iteratedNanos;
  }

  TimeBounds of(BpfSocket record, boolean accepted) {
    if (accepted && record.since() != 0) {
      return TimeBounds.between(record.since() - handshakeNanos(record), record.since());
    }
    if (record.kind() == RecordKind.USE && !record.has(SocketRecord.FLAG_SENDING)) {
      long after = record.since() == 0 ? iteratedNanos : record.since();
      return TimeBounds.between(after, record.time());
    }
    return iteratedNanos == NEVER && record.kind() == RecordKind.USE
        ? TimeBounds.by(record.time())
        : TimeBounds.exact(record.time());
  }

  private static long handshakeNanos(BpfSocket record) {
    long measured = record.handshakeMicros() * NANOS_PER_MICRO;
    return measured == 0 ? REPEATED_HANDSHAKE_NANOS : measured + HANDSHAKE_MARGIN_NANOS;
  }
}
