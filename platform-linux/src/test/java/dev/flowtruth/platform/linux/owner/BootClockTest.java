package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.platform.linux.calls.FileCalls;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a process started, asked again and again by clocks that go on meanwhile. */
class BootClockTest {
  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long TICK = SECOND / 100;
  private static final long EPOCH = 1_700_000_000L * SECOND;

  /** Offsets of the moment of boot from a whole tick: at the border, beside it, in the middle. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 40, -40, TICK / 2, TICK / 2 - 1, 1234567})
  void sameProcessHasTheSameStartInEveryRun(long offset) {
    RunningClocks clocks = new RunningClocks(EPOCH + offset, 0);
    Set<Long> starts = new HashSet<>();
    for (int run = 0; run < 10_000; run++) {
      starts.add(new BootClock(clocks, 100).wallNanos(4711));
    }
    assertThat(starts)
        .singleElement()
        .satisfies(
            start -> {
              assertThat(start % TICK).isZero();
              assertThat(EPOCH + offset + 4711 * TICK - start).isBetween(0L, TICK - 1);
            });
  }

  @Test
  void timeOfSuspendsCountsToTheStart() {
    long suspended = 3 * 3600 * SECOND + 123_456_789;
    RunningClocks clocks = new RunningClocks(EPOCH, suspended);
    Set<Long> starts = new HashSet<>();
    for (int run = 0; run < 10_000; run++) {
      starts.add(new BootClock(clocks, 100).wallNanos(4711));
    }
    assertThat(starts)
        .singleElement()
        .satisfies(start -> assertThat(start - EPOCH - 4711 * TICK).isBetween(-TICK, TICK));
  }

  @Test
  void coarseClocksThatRunOnAreDoneWithout() {
    RunningClocks clocks = new RunningClocks(EPOCH + TICK / 2, 0);
    clocks.interruptNanos = 1;
    Set<Long> starts = new HashSet<>();
    for (int run = 0; run < 10_000; run++) {
      starts.add(new BootClock(clocks, 100).wallNanos(4711));
    }
    assertThat(starts).containsExactly(EPOCH + 4711 * TICK);
  }

  @Test
  void steppedWallClockMovesTheStartWithIt() {
    RunningClocks clocks = new RunningClocks(EPOCH, 0);
    long before = new BootClock(clocks, 100).wallNanos(4711);
    clocks.boot += 3600 * SECOND;
    assertThat(new BootClock(clocks, 100).wallNanos(4711) - before).isEqualTo(3600 * SECOND);
  }

  @Test
  void thisMachinesClocksSayTheSameAThousandTimes() {
    Set<Long> starts = new HashSet<>();
    for (int run = 0; run < 1000; run++) {
      starts.add(new BootClock().wallNanos(4711));
    }
    assertThat(starts).hasSize(1);
  }

  /** Clocks that go on by up to some microseconds from reading to reading. */
  private static final class RunningClocks implements IntToLongFunction {
    private final Random random = new Random(1);
    private final long suspended;
    private long boot;
    private long monotonic = 100 * SECOND;
    private long interruptNanos = 4 * MILLI;

    /** Booted at this time by the wall clock, and was suspended for so long since then. */
    RunningClocks(long boot, long suspended) {
      this.boot = boot;
      this.suspended = suspended;
    }

    @Override
    public long applyAsLong(int clock) {
      monotonic += 20 + random.nextLong(random.nextInt(100) == 0 ? 5 * MILLI : 2 * MICRO);
      long coarse = monotonic - monotonic % interruptNanos;
      return switch (clock) {
        case FileCalls.CLOCK_MONOTONIC -> monotonic;
        case FileCalls.CLOCK_BOOTTIME -> monotonic + suspended;
        case FileCalls.CLOCK_REALTIME -> boot + suspended + monotonic;
        case FileCalls.CLOCK_MONOTONIC_COARSE -> coarse;
        case FileCalls.CLOCK_REALTIME_COARSE -> boot + suspended + coarse;
        default -> throw new AssertionError("clock " + clock);
      };
    }
  }
}
