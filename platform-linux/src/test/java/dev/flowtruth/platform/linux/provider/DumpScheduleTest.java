package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the connection tracking is asked for everything; times in ms. */
class DumpScheduleTest {
  private static final long MS = 1_000_000;

  private final DumpSchedule schedule = new DumpSchedule();

  @Test
  void theFirstDumpIsDueAtOnceAndNoOtherWhileEventsTellAll() {
    assertThat(isDue(false, true, 0)).isTrue();
    done(0, 10);
    assertThat(isDue(false, true, 1_000_000)).isFalse();
  }

  @Test
  void silentEntriesAreLookedForEachSecondWithinAHundredthOfTheTime() {
    done(0, 2);
    assertThat(isDue(true, true, 900)).isFalse();
    assertThat(isDue(true, true, 1100)).isTrue();
    done(2000, 2050);
    assertThat(isDue(true, true, 2050 + 4900)).isFalse();
    assertThat(isDue(true, true, 2050 + 5100)).isTrue();
  }

  @Test
  void withoutEventsTenTimesASecondWithinATwentiethOfTheTime() {
    done(0, 1);
    assertThat(isDue(false, false, 90)).isFalse();
    assertThat(isDue(false, false, 110)).isTrue();
    done(200, 250);
    assertThat(isDue(false, false, 250 + 900)).isFalse();
    assertThat(isDue(false, false, 250 + 1100)).isTrue();
  }

  @Test
  void aLossIsMendedSoonWithinATenthOfTheTime() {
    done(0, 10);
    schedule.mend();
    assertThat(isDue(false, true, 50)).isFalse();
    assertThat(isDue(false, true, 120)).isTrue();
    assertThat(schedule.isMending()).isTrue();
    done(120, 130);
    assertThat(schedule.isMending()).isFalse();
  }

  @Test
  void anIncompleteDumpIsMadeAgain() {
    schedule.done(0, 10 * MS, false);
    assertThat(isDue(false, true, 200)).isTrue();
  }

  @Test
  void oneThatFailsIsTriedAgainAfterAWhile() {
    schedule.failed(0);
    assertThat(isDue(true, false, 9000)).isFalse();
    assertThat(isDue(true, false, 11_000)).isTrue();
  }

  private boolean isDue(boolean hasSilentOnes, boolean eventsAreTold, long ms) {
    return schedule.isDue(hasSilentOnes, eventsAreTold, ms * MS);
  }

  private void done(long startedMs, long nowMs) {
    schedule.done(startedMs * MS, nowMs * MS, true);
  }
}
