package dev.flowtruth.workload;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a moment. Up to 3 ms are a busy wait, because sleeping is not that exact; longer ones
 * sleep, because a busy wait would take the processor from whoever is measured.
 */
final class Pause {
  private static final long BUSY_NANOS = 3_000_000L;

  private Pause() {}

  static void until(long monotonicNanos) {
    boolean busy = left(monotonicNanos) <= BUSY_NANOS;
    for (long left = left(monotonicNanos); left > 0; left = left(monotonicNanos)) {
      if (busy) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(left);
      }
    }
  }

  private static long left(long monotonicNanos) {
    return monotonicNanos - System.nanoTime();
  }
}
