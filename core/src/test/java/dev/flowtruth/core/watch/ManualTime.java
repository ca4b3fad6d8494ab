package dev.flowtruth.core.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A clock that only a test moves, and a sleeper that moves it and runs the test's next step. */
final class ManualTime implements Sleeper {
  final List<Long> sleeps = new ArrayList<>();
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private long nanos = 1_000_000;

  long nanos() {
    return nanos;
  }

  void advance(long by) {
    nanos += by;
  }

  /** To be done in the next sleep that has no step yet. */
  ManualTime then(Runnable step) {
    steps.add(step);
    return this;
  }

  boolean hasSteps() {
    return !steps.isEmpty();
  }

  @Override
  public boolean sleep(long forNanos, CountDownLatch stopped) throws InterruptedException {
    sleeps.add(forNanos);
    advance(forNanos / 2);
    if (!steps.isEmpty()) {
      steps.remove().run();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(forNanos - forNanos / 2);
    return stopped.getCount() == 0;
  }
}
