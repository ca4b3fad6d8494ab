package dev.flowtruth.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that stands still until the test moves it on. Thread-safe. */
public final class ManualTicker implements LongSupplier {
  private final AtomicLong nanos;

  /** Begins at 0. */
  public ManualTicker() {
    this(0);
  }

  /** Begins at that many nanoseconds; any number, as of {@link System#nanoTime()}. */
  public ManualTicker(long startNanos) {
    nanos = new AtomicLong(startNanos);
  }

  /** Monotonic nanoseconds. */
  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /**
   * Moves on.
   *
   * @return the time then, ns
   * @throws IllegalArgumentException when it is negative: this clock never goes back
   */
  public long advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("a monotonic clock never goes back: " + by);
    }
    return nanos.addAndGet(by.toNanos());
  }
}
