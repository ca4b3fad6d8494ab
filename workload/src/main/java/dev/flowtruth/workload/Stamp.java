package dev.flowtruth.workload;

import java.time.Instant;

/**
 * One moment by two clocks.
 *
 * @param wall nanoseconds since the epoch
 * @param monotonic nanoseconds of {@link System#nanoTime()}, which all processes of a host share on
 *     Linux and macOS
 */
public record Stamp(long wall, long monotonic) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  static Stamp now() {
    Instant now = Instant.now();
    return new Stamp(now.getEpochSecond() * NANOS_PER_SECOND + now.getNano(), System.nanoTime());
  }
}
