package dev.flowtruth.workload;

import java.util.concurrent.locks.LockSupport;

/** Waits for a moment; the last 3 ms are a busy wait, because sleeping is not that exact. */
final class Pause {
  private static final long BUSY_NANOS = 3_000_000L;

  private Pause() {}

  static void until(long monotonicNanos) {
    for (long left = left(monotonicNanos); left > 0; left = left(monotonicNanos)) {
      if (left > BUSY_NANOS) {
        LockSupport.parkNanos(left - BUSY_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private static long left(long monotonicNanos) {
    return monotonicNanos - System.nanoTime();
  }
}
