package dev.flowtruth.core.model;

/**
 * The host's clocks read at one moment, all in nanoseconds.
 *
 * <p>Inside, time is monotonic; files speak wall-clock time. A reading taken at the start and after
 * every step or suspend connects the two.
 *
 * @param wall since the epoch
 * @param monotonic the base of {@link System#nanoTime()}; stands still during suspend on Linux
 * @param boottime since boot with suspend counted; equal to {@code monotonic} where the OS has none
 */
public record ClockReading(long wall, long monotonic, long boottime) {
  /** The wall-clock time of a monotonic one, as this reading relates them. */
  public long toWall(long monotonicNanos) {
    return monotonicNanos == Long.MIN_VALUE ? Long.MIN_VALUE : monotonicNanos + (wall - monotonic);
  }

  /** By how much the wall clock moved against the monotonic one since the other reading. */
  public long stepSince(ClockReading earlier) {
    return (wall - monotonic) - (earlier.wall - earlier.monotonic);
  }

  /** By how long the host was suspended since the other reading, as far as the OS tells. */
  public long suspendedSince(ClockReading earlier) {
    return (boottime - monotonic) - (earlier.boottime - earlier.monotonic);
  }
}
