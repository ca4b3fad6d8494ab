package dev.flowtruth.workload;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadProcessTest {
  @TempDir private Path truth;

  @Test
  void everyPlannedSocketIsInTheTruthWithBothEnds() throws IOException {
    List<Kind> kinds = List.of(Kind.TCP4, Kind.TCP_SELF, Kind.UDP_CONNECTED, Kind.UDP_ONE_TO_MANY);
    List<Truth> all = run(new Plan(kinds, lives(0, 5), 3, 2, Duration.ofMillis(2), 7));

    Map<String, List<Truth>> byKind = all.stream().collect(groupingBy(Truth::kind));
    assertThat(byKind.get("tcp4")).hasSize(6);
    assertThat(byKind.get("tcp-self")).hasSize(12);
    assertThat(byKind.get("udp-connected")).hasSize(6);
    assertThat(byKind.get("udp-one-to-many")).hasSize(30);
    assertThat(byKind.get("accepted")).hasSize(6);
    assertThat(byKind.get("accepted").stream().map(Truth::peer))
        .containsExactlyInAnyOrderElementsOf(
            byKind.get("tcp4").stream().map(Truth::local).toList());
  }

  @Test
  void noSocketLivesShorterThanMeant() throws IOException {
    List<Truth> all = run(new Plan(List.of(Kind.TCP4), lives(1, 20), 5, 1, Duration.ZERO, 7));

    assertThat(all)
        .filteredOn(t -> t.lifeNanos() >= 0)
        .hasSize(10)
        .allSatisfy(t -> assertThat(t.trueLifeNanos()).isGreaterThanOrEqualTo(t.lifeNanos()));
  }

  @Test
  void truthNamesTheProcessThatWasStarted() throws IOException {
    try (WorkloadProcess server = WorkloadProcess.server(truth, false)) {
      assertThat(server.handle().isAlive()).isTrue();
      assertThat(server.ports()).matches("\\d+,0,0(,\\d+){5}");
      server.close();
      assertThat(TruthLog.read(truth))
          .hasSize(6)
          .allSatisfy(t -> assertThat(t.process().pid()).isEqualTo(server.pid()))
          .allSatisfy(t -> assertThat(t.process().name()).startsWith("java"));
    }
  }

  @Test
  void puppetSaysWhyItCouldNot() throws IOException {
    try (WorkloadProcess puppet = WorkloadProcess.puppet()) {
      assertThatThrownBy(() -> puppet.ask("tcp-accept s9"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no socket s9");
      assertThat(puppet.ask("tcp-listen 4 127.0.0.1").localPort()).isPositive();
    }
  }

  private List<Truth> run(Plan plan) throws IOException {
    try (WorkloadProcess server = WorkloadProcess.server(truth, false)) {
      WorkloadProcess.runClient(truth, "127.0.0.1", "::1", server.ports(), plan);
    }
    return TruthLog.read(truth);
  }

  private static List<Duration> lives(long... millis) {
    return java.util.Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
  }
}
