package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a look at each first packet catches of short lives, on a host with 5,000 idle sockets and
 * 300 processes: {@code -Dtest=PacketAcceptanceTest -Dflowtruth.provider=linux-packet}. Another
 * provider that sees less fails. Measured with the installed command ({@code -Dflowtruth.command}),
 * whose JVM does without the second compiler.
 */
@Tag("acceptance")
class PacketAcceptanceTest {
  private static final List<Kind> ALL = List.of(Kind.values());

  @TempDir private Path directory;
  private Lab lab;
  private Run run;
  private PlannedLoad load;

  @BeforeEach
  void build() throws IOException {
    ProviderUnderTest.assumeUsable();
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
  void socketsOf1MillisecondMostlyHaveTheirOwner() throws Exception {
    Score score = record(1, new Plan(ALL, List.of(Duration.ofMillis(1)), 200, 1, pause(), 4));
    assertThat(score.shareRight()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void socketsOf10MillisecondsHaveTheirOwner() throws Exception {
    Score score = record(10, new Plan(ALL, List.of(Duration.ofMillis(10)), 100, 1, pause(), 5));
    assertThat(score.shareRight()).isGreaterThanOrEqualTo(0.99);
  }

  private static Duration pause() {
    return Duration.ofMillis(10);
  }

  private Score record(int millis, Plan plan) throws Exception {
    double share;
    Shell.Result said;
    try (Background background = Background.of(5000, 300);
        Flowtruth.Recording recording =
            Flowtruth.startRecording(run.recording(), "--provider", ProviderUnderTest.id())) {
      long began = System.nanoTime();
      Duration before = cpu(recording.pid());
      load.run(plan, client -> Shell.run(client).expect(0));
      Duration spent = cpu(recording.pid()).minus(before);
      share = (double) spent.toNanos() / (System.nanoTime() - began);
      said = recording.stop("TERM").expect(0);
      assertThat(background).isNotNull();
    }
    Score score = run.nfstream(run.flows());
    String cpu = String.format(Locale.ROOT, "processor time: %.1f %% of one%n", 100 * share);
    String title =
        ProviderUnderTest.id() + ", lives of " + millis + " ms, 5000 sockets, 300 processes";
    Tables.print(title, score + cpu + said.err());
    assertThat(score.wrong()).as("wrong labels").isEmpty();
    assertThat(score.rows()).isPositive();
    return score;
  }

  private static Duration cpu(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
  }
}
