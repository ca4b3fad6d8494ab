package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import dev.flowtruth.workload.Truth;
import dev.flowtruth.workload.TruthLog;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge is judged first: by labels that are right, wrong and missing on purpose. */
class JudgeTest {
  @TempDir private Path truth;

  private List<TrueFlow> flows() throws IOException {
    List<Kind> kinds = List.of(Kind.TCP4, Kind.TCP_SELF, Kind.UDP_ONE_TO_MANY);
    Plan plan = new Plan(kinds, List.of(Duration.ofMillis(2)), 4, 2, Duration.ZERO, 1);
    try (WorkloadProcess server = WorkloadProcess.server(truth, false)) {
      WorkloadProcess.runClient(truth, "127.0.0.1", "::1", server.ports(), plan);
    }
    return TrueFlows.of(TruthLog.read(truth));
  }

  private static Score score(List<TrueFlow> flows, Function<Truth, String> pidOf) {
    List<Map<String, String>> rows =
        flows.stream()
            .map(
                flow -> {
                  Truth source = flow.sourceHolds().get(0);
                  Truth destination = flow.destinationHolds().get(0);
                  return Map.of(
                      "id", "" + flow.id(),
                      "src_pid", pidOf.apply(source),
                      "src_process", source.process().name(),
                      "src_reason", pidOf.apply(source).isEmpty() ? "never_seen" : "",
                      "dst_pid", pidOf.apply(destination),
                      "dst_process", destination.process().name(),
                      "dst_reason", pidOf.apply(destination).isEmpty() ? "never_seen" : "");
                })
            .toList();
    return Score.of(flows, rows, row -> Integer.valueOf(row.getOrDefault("id", "")));
  }

  @Test
  void truthItselfIsRightOnBothEndsOfEveryFlow() throws IOException {
    List<TrueFlow> flows = flows();
    Score score = score(flows, t -> "" + t.process().pid());

    assertThat(flows).hasSize(4 + 4 + 4 * 5);
    assertThat(score.words()).containsExactly("right");
    assertThat(score.worstShareRight()).isEqualTo(1);
  }

  @Test
  void everyOtherPidIsWrong() throws IOException {
    Score score = score(flows(), t -> "" + (t.process().pid() + 1));

    assertThat(score.words()).containsExactly("wrong");
    assertThat(score.wrong()).hasSize(2 * 28);
  }

  @Test
  void reasonIsCountedByItselfAndNeverAsRight() throws IOException {
    Score score = score(flows(), t -> "");

    assertThat(score.words()).containsExactly("never_seen");
    assertThat(score.worstShareRight()).isZero();
  }

  @Test
  void labelWithNeitherPidNorReasonIsWrong() {
    assertThat(Verdict.of(List.of(), "", "", "").word()).isEqualTo(Verdict.WRONG);
    assertThat(Verdict.of(List.of(), "1", "x", "shared").word()).isEqualTo(Verdict.WRONG);
    assertThat(Verdict.of(List.of(), "1", "x", "").word()).isEqualTo(Verdict.WRONG);
  }
}
