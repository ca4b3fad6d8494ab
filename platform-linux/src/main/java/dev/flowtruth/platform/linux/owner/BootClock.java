package dev.flowtruth.platform.linux.owner;

import static dev.flowtruth.platform.linux.calls.FileCalls.CLOCK_BOOTTIME;
import static dev.flowtruth.platform.linux.calls.FileCalls.CLOCK_MONOTONIC;
import static dev.flowtruth.platform.linux.calls.FileCalls.CLOCK_MONOTONIC_COARSE;
import static dev.flowtruth.platform.linux.calls.FileCalls.CLOCK_REALTIME;
import static dev.flowtruth.platform.linux.calls.FileCalls.CLOCK_REALTIME_COARSE;

import dev.flowtruth.platform.linux.calls.FileCalls;
import java.util.function.IntToLongFunction;

/**
 * Turns start times, which the kernel counts in ticks since boot, into wall-clock time.
 *
 * <p>When the host booted is one and the same number until somebody sets the wall clock: slewing
 * and suspending move all clocks alike. But no call tells it to better than a second, and two
 * clocks cannot be read at one moment. Unless they stand still: the coarse ones do between two
 * timer interrupts, so two readings with the same coarse time around them differ by exactly what
 * the clocks differ. Only the time that the host was suspended has no coarse clock; it is rounded
 * to a tick.
 */
final class BootClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int TRIES = 8;

  private final IntToLongFunction clocks;
  private final long nanosPerTick;

  BootClock() {
    this(new SystemClocks(), FileCalls.sysconf(FileCalls.SC_CLK_TCK));
  }

  /**
   * Over other clocks.
   *
   * @param clocks nanoseconds of a clock by its number
   */
  BootClock(IntToLongFunction clocks, long ticksPerSecond) {
    this.clocks = clocks;
    nanosPerTick = NANOS_PER_SECOND / ticksPerSecond;
  }

  /**
   * Nanoseconds since the epoch, by the wall clock as it is set now: a whole tick, at most two
   * ticks from the truth, and never after it where the host was not suspended.
   */
  long wallNanos(long ticks) {
    long exact = wallLessMonotonic() - suspended() + ticks * nanosPerTick;
    return Math.floorDiv(exact, nanosPerTick) * nanosPerTick;
  }

  private long wallLessMonotonic() {
    for (int i = 0; i < TRIES; i++) {
      long before = clocks.applyAsLong(CLOCK_MONOTONIC_COARSE);
      long wall = clocks.applyAsLong(CLOCK_REALTIME_COARSE);
      if (clocks.applyAsLong(CLOCK_MONOTONIC_COARSE) == before) {
        return wall - before;
      }
    }
    return difference(CLOCK_REALTIME, CLOCK_MONOTONIC); // a sandbox whose coarse clocks run on
  }

  private long suspended() {
    long nanos = difference(CLOCK_BOOTTIME, CLOCK_MONOTONIC);
    return Math.floorDiv(nanos + nanosPerTick / 2, nanosPerTick) * nanosPerTick;
  }

  /** One running clock less another: each reading bounds it, all of them together best. */
  private long difference(int clock, int other) {
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long before = clocks.applyAsLong(other);
      long now = clocks.applyAsLong(clock);
      long after = clocks.applyAsLong(other);
      least = Math.max(least, now - after);
      most = Math.min(most, now - before);
    }
    return least + (most - least) / 2;
  }

  /** Those of the machine. One thread. */
  private static final class SystemClocks implements IntToLongFunction {
    /** {@code struct timespec}: s64 seconds, s64 nanoseconds. */
    private final NativeBuffer time = new NativeBuffer(16);

    @Override
    public long applyAsLong(int clock) {
      if (FileCalls.clock_gettime(clock, time.address()) < 0) {
        throw new IllegalStateException(FileCalls.failure("clock_gettime(" + clock + ")"));
      }
      return time.bytes().getLong(0) * NANOS_PER_SECOND + time.bytes().getLong(8);
    }
  }
}
