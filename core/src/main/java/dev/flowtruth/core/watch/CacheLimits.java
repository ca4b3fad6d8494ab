package dev.flowtruth.core.watch;

import java.time.Duration;

/**
 * When a {@link ConnectionCache} lets go of a connection. The defaults are those of NFStream.
 *
 * @param idleTimeout how long a connection may be out of sight
 * @param grace what is added to it
 * @param scanInterval a scan is made only when more than this has passed since the last one
 * @param scanBudget how many connections one scan removes at most
 */
public record CacheLimits(
    Duration idleTimeout, Duration grace, Duration scanInterval, int scanBudget) {
  /**
   * Limits of any kind.
   *
   * @throws IllegalArgumentException when a duration is negative or the budget is not positive
   */
  public CacheLimits {
    if (idleTimeout.isNegative() || grace.isNegative() || scanInterval.isNegative()) {
      throw new IllegalArgumentException("a limit is not negative");
    }
    if (scanBudget <= 0) {
      throw new IllegalArgumentException("a scan must be allowed to remove something");
    }
  }

  /** This timeout with 5,000 ms of grace, scans more than 10 ms apart, 1,000 removals a scan. */
  public static CacheLimits ofIdleTimeout(Duration idleTimeout) {
    return new CacheLimits(idleTimeout, Duration.ofSeconds(5), Duration.ofMillis(10), 1000);
  }

  /** An idle timeout of 120 s, and what goes with it. */
  public static CacheLimits defaults() {
    return ofIdleTimeout(Duration.ofMinutes(2));
  }

  /** From the last sight to the removal, ns. */
  long idleNanos() {
    return idleTimeout.plus(grace).toNanos();
  }
}
