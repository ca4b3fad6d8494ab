package dev.flowtruth.platform.linux.provider;

/**
 * When to ask for all entries of the connection tracking again. Times are monotonic ns. Not
 * thread-safe.
 */
final class DumpSchedule {
  private static final long SECOND = 1_000_000_000;

  /** Where events are turned off, dumps are all there is. */
  private static final long POLL_NANOS = SECOND / 10;

  private static final int POLL_FACTOR = 20;
  private static final int ROUTINE_FACTOR = 100;
  private static final int MEND_FACTOR = 10;
  private static final long RETRY_NANOS = 10 * SECOND;

  private boolean mends = true;
  private long notBefore = Long.MIN_VALUE;
  private long finished;
  private long cost;

  /** Something was lost: as soon as may be. */
  void mend() {
    mends = true;
  }

  /** True when anything may be wrong, not just the end of those of whose end nothing is told. */
  boolean isMending() {
    return mends;
  }

  /**
   * True when it is time.
   *
   * @param hasSilentOnes there are entries whose end is not told
   * @param eventsAreTold false when the kernel's events are turned off
   */
  boolean isDue(boolean hasSilentOnes, boolean eventsAreTold, long now) {
    if (mends || now < notBefore) {
      return now >= notBefore;
    }
    if (!eventsAreTold) {
      return now >= finished + Math.max(POLL_NANOS, POLL_FACTOR * cost);
    }
    return hasSilentOnes && now >= finished + Math.max(SECOND, ROUTINE_FACTOR * cost);
  }

  /**
   * A dump was made.
   *
   * @param complete false when it has to be made again
   */
  void done(long started, long now, boolean complete) {
    cost = now - started;
    finished = now;
    notBefore = now + MEND_FACTOR * cost;
    mends &= !complete;
  }

  void failed(long now) {
    notBefore = now + RETRY_NANOS;
  }
}
