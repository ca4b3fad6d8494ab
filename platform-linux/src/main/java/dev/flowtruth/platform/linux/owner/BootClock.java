package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.platform.linux.calls.FileCalls;

/** Turns start times, which the kernel counts in ticks since boot, into wall-clock time. */
final class BootClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final NativeBuffer time = new NativeBuffer(16);
  private final long nanosPerTick;

  BootClock() {
    nanosPerTick = NANOS_PER_SECOND / FileCalls.sysconf(FileCalls.SC_CLK_TCK);
  }

  long nanosPerTick() {
    return nanosPerTick;
  }

  /** Nanoseconds since the epoch, by the wall clock as it is set now, exact to a tick. */
  long wallNanos(long ticks) {
    long boot = read(FileCalls.CLOCK_REALTIME) - read(FileCalls.CLOCK_BOOTTIME);
    return boot + ticks * nanosPerTick;
  }

  /** Nanoseconds that a process has lived. */
  long ageNanos(long startTicks) {
    return read(FileCalls.CLOCK_BOOTTIME) - startTicks * nanosPerTick;
  }

  /** {@code struct timespec}: s64 seconds, s64 nanoseconds. */
  private long read(int clock) {
    FileCalls.clock_gettime(clock, time.address());
    return time.bytes().getLong(0) * NANOS_PER_SECOND + time.bytes().getLong(8);
  }
}
