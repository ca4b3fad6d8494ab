package dev.flowtruth.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static Plan seeded(long seed) {
    List<Duration> lives = List.of(Duration.ZERO, Duration.ofMillis(10));
    return new Plan(List.of(Kind.values()), lives, 4, 2, Duration.ofMillis(30), seed);
  }

  @Test
  void sameSeedGivesSameTasks() {
    assertThat(seeded(1).tasks()).isEqualTo(seeded(1).tasks()).isNotEqualTo(seeded(2).tasks());
  }

  @Test
  void everyKindAndLifeComesAsOftenAsAsked() {
    assertThat(seeded(1).tasks())
        .hasSize(Kind.values().length * 2 * 4)
        .filteredOn(t -> t.kind() == Kind.UDP_MAPPED && t.lifeNanos() == 0)
        .hasSize(4)
        .allSatisfy(t -> assertThat(t.pauseNanos()).isBetween(0L, 30_000_000L));
  }

  @Test
  void argumentsCarryAPlanOver() {
    assertThat(new Arguments(Arguments.of(seeded(5))).plan()).isEqualTo(seeded(5));
  }

  @Test
  void labelsReadBack() {
    assertThat(Kind.values()).allSatisfy(k -> assertThat(Kind.ofLabel(k.label())).isEqualTo(k));
    assertThat(Kind.UDP_ONE_TO_MANY.label()).isEqualTo("udp-one-to-many");
  }
}
