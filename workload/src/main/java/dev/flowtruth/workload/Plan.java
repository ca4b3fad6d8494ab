package dev.flowtruth.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which sockets to open: so many of each kind and life, in an order that the seed decides.
 *
 * @param kinds which kinds
 * @param lives how long each lives
 * @param count sockets of each kind and life
 * @param concurrency how many threads open them side by side
 * @param pause before each socket a thread waits between nothing and this, so that openings fall
 *     into any phase of a poll
 * @param seed the same seed gives the same order and the same pauses
 */
public record Plan(
    List<Kind> kinds, List<Duration> lives, int count, int concurrency, Duration pause, long seed) {
  public Plan {
    kinds = List.copyOf(kinds);
    lives = List.copyOf(lives);
  }

  /**
   * One socket to open.
   *
   * @param kind its kind
   * @param lifeNanos how long it lives
   * @param pauseNanos to wait before it
   */
  record Task(Kind kind, long lifeNanos, long pauseNanos) {}

  /** All sockets, shuffled. */
  List<Task> tasks() {
    Random random = new Random(seed);
    List<Task> tasks = new ArrayList<>();
    for (Kind kind : kinds) {
      for (Duration life : lives) {
        for (int i = 0; i < count; i++) {
          long wait = (long) (random.nextDouble() * pause.toNanos());
          tasks.add(new Task(kind, life.toNanos(), wait));
        }
      }
    }
    Collections.shuffle(tasks, random);
    return tasks;
  }
}
