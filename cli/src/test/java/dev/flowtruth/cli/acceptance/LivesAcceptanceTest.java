package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of socket, by how long it lives, over a cable between two namespaces; by polls, as
 * events know no period.
 */
@Tag("acceptance")
class LivesAcceptanceTest {
  private static final List<Kind> ALL = List.of(Kind.values());

  @TempDir private Path directory;
  private Lab lab;
  private Run run;
  private PlannedLoad load;

  @BeforeEach
  void build() {
    lab = Lab.build();
    run = new Run(directory);
    load = new PlannedLoad(lab, run);
  }

  @AfterEach
  void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void socketsOf300MillisecondsAreRightOnBothEnds() throws Exception {
    record("10ms", new Plan(ALL, lives(300, 1000), 60, 40, Duration.ofMillis(200), 1));

    List<TrueFlow> flows = run.flows();
    Score score = judge("lives of 300 ms and longer, period 10 ms", run.nfstream(flows));
    assertThat(score.worstShareRight()).isGreaterThanOrEqualTo(0.995);
    Score zeek = judge("the same as Zeek writes it", run.zeek(flows));
    assertThat(zeek.worstShareRight()).isGreaterThanOrEqualTo(0.995);
  }

  @Test
  void socketsOf10MillisecondsAreMostlyRightAtAPeriodOf1Millisecond() throws Exception {
    record("1ms", new Plan(ALL, lives(10), 300, 2, Duration.ofMillis(10), 2));

    Score score = judge("lives of 10 ms, period 1 ms", run.nfstream(run.flows()));
    assertThat(score.shareRight()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void shorterLivesAreNeverWrongAndSeenWithoutOwnerAtLeast() throws Exception {
    record("10ms", new Plan(ALL, lives(0, 1, 3, 10, 30, 100), 100, 2, Duration.ofMillis(5), 3));

    Score score = judge("lives from 0 to 100 ms, period 10 ms", run.nfstream(run.flows()));
    assertThat(score.words()).isSubsetOf("right", "seen_without_owner", "time_wait", "lost_events");
  }

  private static Score judge(String title, Score score) throws IOException {
    Tables.print(title, score);
    assertThat(score.wrong()).as("wrong labels").isEmpty();
    assertThat(score.rows()).isPositive();
    return score;
  }

  private void record(String period, Plan plan) throws Exception {
    load.run(
        plan,
        client ->
            Flowtruth.record(
                    run.recording(), List.of("-p", "linux-netlink", "--period", period), client)
                .expect(0));
  }

  private static List<Duration> lives(long... millis) {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
  }
}
