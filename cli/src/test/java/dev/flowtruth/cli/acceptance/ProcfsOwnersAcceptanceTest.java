package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same traps for who polls text: he hears of no socket's end, and sees neither other namespaces
 * (so each has a recorder) nor interfaces.
 */
@Tag("acceptance")
class ProcfsOwnersAcceptanceTest extends OwnersAcceptanceTest {
  @Override
  String provider() {
    return "linux-procfs";
  }

  @Override
  double leastShareOf100Milliseconds() {
    return 0.9;
  }

  @Override
  void assertToldApart(Score score) {
    assertThat(score.words()).containsExactly("ambiguous");
  }

  @Test
  void socketsOf300MillisecondsAreRightAndShorterOnesNeverWrong() throws Exception {
    Score score = judge("lives by text, period 10 ms", lived(0, 1, 3, 10, 30, 100, 300));
    assertThat(score.shareRight("<1000ms")).isGreaterThanOrEqualTo(0.99);
    assertThat(score.words())
        .isSubsetOf(
            "right", "seen_without_owner", "time_wait", "never_seen", "listener_only", "ambiguous");
  }

  private Score lived(long... millis) throws Exception {
    List<Duration> times = LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
    Plan plan = new Plan(List.of(Kind.values()), times, 40, 4, Duration.ofMillis(20), 4);
    new PlannedLoad(lab, run).run(plan, this::record);
    return run.nfstream(run.flows());
  }

  private void record(List<String> client) throws IOException {
    try (Recordings recordings = record()) {
      Shell.run(client).expect(0);
      recordings.stop("TERM");
    }
  }
}
