package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.KernelText;
import java.nio.ByteBuffer;

/**
 * Whether to leave records in the ring for a while, because others want the processors: whoever
 * watches a storm should not slow it. It ends when the storm does, when the oldest record has
 * waited long enough, or when the ring fills. Not thread-safe.
 */
final class GivingWay implements AutoCloseable {
  /** Nobody waits longer for an event. */
  private static final long LONGEST_NANOS = 2_000_000_000L;

  /** So much of the ring is for what comes while records are read. */
  private static final int RESERVE = 2;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final KernelText loadAverage;
  private final int limit;
  private long sinceNanos;

  private GivingWay(KernelText loadAverage, int ringSize) {
    this.loadAverage = loadAverage;
    limit = ringSize / RESERVE;
  }

  static GivingWay open(int ringSize) throws SourceException {
    return new GivingWay(KernelText.open("/proc/loadavg"), ringSize);
  }

  /** True when so many bytes should wait in the ring for now. */
  boolean shouldWait(long backlog, long nowNanos) throws SourceException {
    if (backlog == 0 || backlog > limit || !areProcessorsTaken()) {
      sinceNanos = 0;
      return false;
    }
    if (sinceNanos == 0) {
      sinceNanos = nowNanos;
    }
    if (nowNanos - sinceNanos > LONGEST_NANOS) {
      sinceNanos = nowNanos;
      return false;
    }
    return true;
  }

  /** The fourth field is the number of threads that run or want to, and of all threads. */
  private boolean areProcessorsTaken() throws SourceException {
    ByteBuffer text = loadAverage.read();
    int slash = 0;
    while (slash < text.limit() && text.get(slash) != '/') {
      slash++;
    }
    int running = 0;
    int unit = 1;
    for (int at = slash - 1; at >= 0 && text.get(at) >= '0'; at--) {
      running += unit * (text.get(at) - '0');
      unit *= 10;
    }
    return running - 1 >= PROCESSORS; // we are one of them
  }

  @Override
  public void close() {
    loadAverage.close();
  }
}
