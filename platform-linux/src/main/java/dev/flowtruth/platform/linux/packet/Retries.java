package dev.flowtruth.platform.linux.packet;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Packets whose socket is to be looked up again: it had no descriptor yet, as before accept(), or
 * its holder was not found. Each time the pause doubles. Not thread-safe.
 */
final class Retries {
  private static final long FIRST_NANOS = 100_000L;

  /** Some 0.8 s after the first: so long may the third packet of a connection be under way. */
  private static final int MOST_TRIES = 13;

  /** Beyond that somebody floods us with connections that he never means to finish. */
  private static final int MOST = 1024;

  /**
   * A packet to try again.
   *
   * @param tries how often it was tried
   */
  record Retry(Arrival packet, int tries, long dueNanos) {}

  private final PriorityQueue<Retry> queue =
      new PriorityQueue<>(Comparator.comparingLong(Retry::dueNanos));

  /** Puts a packet back, unless it was tried often enough. */
  void add(Arrival packet, int tries, int mostTries, long nowNanos) {
    if (tries < Math.min(mostTries, MOST_TRIES) && queue.size() < MOST) {
      queue.add(new Retry(packet, tries, nowNanos + (FIRST_NANOS << tries - 1)));
    }
  }

  /** The next that is due; null when none is. */
  @Nullable Retry poll(long nowNanos) {
    Retry next = queue.peek();
    return next == null || next.dueNanos() - nowNanos > 0 ? null : queue.remove();
  }

  /** How long to wait for the next, at most so long. */
  long pause(long nowNanos, long longest) {
    Retry next = queue.peek();
    return next == null ? longest : Math.max(0, Math.min(longest, next.dueNanos() - nowNanos));
  }
}
