package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.BpfCounters;
import dev.flowtruth.platform.linux.ebpf.RecordReader;
import dev.flowtruth.platform.linux.layout.RecordCount;
import java.util.Arrays;
import java.util.function.Consumer;

/** What the BPF programs counted, above all what did not fit into the ring. Not thread-safe. */
final class BpfLosses {
  private static final long CHECK_NANOS = 50_000_000L;
  private static final long IDLE_CHECK_NANOS = 1_000_000_000L;

  private static final String[] LOST = {
    "socket openings", "owner changes", "socket closings", "process events"
  };

  private final BpfCounters counters;
  private final long[] told = new long[LOST.length];
  private final long startedNanos = System.nanoTime();
  private long checkedNanos = startedNanos;

  BpfLosses(BpfCounters counters) {
    this.counters = counters;
  }

  /**
   * Tells what was lost since the last check, which is made from time to time.
   *
   * @param busy true when records came just now; else hardly any can have been lost
   */
  boolean check(boolean busy, Consumer<SocketEvent> sink) throws SourceException {
    long wait = busy ? CHECK_NANOS : IDLE_CHECK_NANOS;
    return System.nanoTime() - checkedNanos >= wait && checkNow(sink);
  }

  private boolean checkNow(Consumer<SocketEvent> sink) throws SourceException {
    long[] counts = counters.read();
    long now = System.nanoTime();
    boolean any = false;
    for (int i = 0; i < LOST.length; i++) {
      long lost = counts[RecordCount.LOST_OPENS + i] - told[i];
      if (lost > 0) {
        TimeBounds time = TimeBounds.between(checkedNanos, now);
        sink.accept(new SocketEvent.Lost(LOST[i], lost, 0, time));
        told[i] += lost;
        any = true;
      }
    }
    checkedNanos = now;
    return any;
  }

  /** What was counted against what was read. */
  void audit(RecordReader read, Consumer<SocketEvent> sink) throws SourceException {
    checkNow(sink);
    long[] counts = Arrays.copyOf(counters.read(), RecordCount.COUNTS);
    TimeBounds time = TimeBounds.between(startedNanos, System.nanoTime());
    sink.accept(
        new SocketEvent.Audited(
            "socket opens counted in the kernel", counts[RecordCount.OPENS], read.opens(), time));
    if (counts[RecordCount.OWNERS] > 0) {
      sink.accept(
          new SocketEvent.Audited(
              "owner changes counted in the kernel",
              counts[RecordCount.OWNERS],
              read.ownerChanges(),
              time));
    }
    sink.accept(
        new SocketEvent.Audited(
            "socket releases counted in the kernel",
            counts[RecordCount.RELEASES],
            read.releases(),
            time));
  }
}
