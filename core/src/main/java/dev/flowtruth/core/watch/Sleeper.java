package dev.flowtruth.core.watch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a watcher waits between two looks; injected so that tests need no real time. */
@FunctionalInterface
public interface Sleeper {
  /** Waits in real time. */
  Sleeper REAL = (nanos, stopped) -> stopped.await(nanos, TimeUnit.NANOSECONDS);

  /**
   * Returns when the time is over, or as soon as the watcher is stopped.
   *
   * @param nanos how long, above 0
   * @param stopped opens when the watcher is stopped
   * @return true when the watcher was stopped meanwhile
   */
  boolean sleep(long nanos, CountDownLatch stopped) throws InterruptedException;
}
