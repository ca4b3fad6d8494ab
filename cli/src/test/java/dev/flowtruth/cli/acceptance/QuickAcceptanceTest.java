package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The main job in seconds, without root, on loopback: record, label, and every label is right. */
@EnabledOnOs(
    value = {OS.LINUX, OS.WINDOWS},
    disabledReason = "the only platforms up to now")
class QuickAcceptanceTest {
  private static final List<Kind> KINDS =
      List.of(
          Kind.TCP4,
          Kind.TCP_MAPPED,
          Kind.TCP_SELF,
          Kind.UDP_CONNECTED,
          Kind.UDP_UNCONNECTED,
          Kind.UDP_ONE_TO_MANY);

  @TempDir private Path directory;

  @Test
  void everySocketOf400MillisecondsGetsItsOwnerOnBothEnds() throws IOException {
    Run run = new Run(directory);
    Plan plan = new Plan(KINDS, List.of(Duration.ofMillis(400)), 8, 16, Duration.ofMillis(50), 1);
    try (WorkloadProcess server = WorkloadProcess.server(run.truth(), true)) {
      List<String> client =
          WorkloadProcess.clientCommand(run.truth(), "127.0.0.1", "::1", server.ports(), plan);
      Flowtruth.record(run.recording(), List.of("--period", "20ms"), client).expect(0);
    }
    List<TrueFlow> flows = run.flows();
    assertThat(flows).hasSize(5 * 8 + 8 * 5);
    areAllRight("quick: NFStream's form", run.nfstream(flows));
    areAllRight("quick: Zeek's form", run.zeek(flows));
  }

  private static void areAllRight(String title, Score score) throws IOException {
    Tables.print(title, score);
    assertThat(score.wrong()).isEmpty();
    assertThat(score.words()).containsExactly(Verdict.RIGHT);
  }
}
