package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is easily missed, each with the one right answer: {@code -Dtest=ScenesAcceptanceTest
 * -Dflowtruth.provider=ID}, see {@link StormAcceptanceTest}.
 */
@Tag("acceptance")
class ScenesAcceptanceTest {
  @TempDir private Path directory;
  private Run run;
  private FlowLoad load;

  @BeforeEach
  void build() throws IOException {
    ProviderUnderTest.assumeUsable();
    run = new Run(directory);
    load = FlowLoad.build(directory, run.truth());
  }

  static List<Scene> scenes() {
    return Scenes.all();
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void everyEndHasItsRightAnswer(Scene scene) throws IOException {
    play(scene);
    isAllRight(scene, run.flows());
  }

  @Test
  void datagramsOfASocketThatFourWorkersShareAreSharedAmongThem() throws IOException {
    Scene scene =
        new Scene(
            "UDP shared by four workers",
            Scene.Place.LOOPBACK,
            "shared-server-udp",
            List.of("client-udp", "40", "1"),
            Set.of(RightAnswer.PROCESS),
            Set.of(RightAnswer.SHARED));
    try (Flowtruth.Recording recording = record();
        FlowLoad.Server server = load.server("server", scene.serverCommand(load))) {
      load.client("before all four had one", scene.clientCommand(load, server.port()));
      load.client(scene.name(), scene.clientCommand(load, server.port()));
      server.close();
      recording.stop("TERM").expect(0);
    }
    isAllRight(scene, run.flows(flow -> flow.scenario().equals(scene.name())));
  }

  @Test
  void processesOfAMillisecondHaveTheirPath() throws IOException {
    Scene scene =
        Scenes.all().stream().filter(s -> s.client().contains("brief-client")).toList().get(0);
    long halfLivedMicros = Long.parseLong(play(scene).strip());

    assertThat(halfLivedMicros).as("life of half of them, us").isLessThan(5_000);
    isAllRight(scene, run.flows());
    assertThat(LabelledFile.read(run.labelled()))
        .hasSize(50)
        .allSatisfy(row -> assertThat(row).containsEntry("src_executable", load.next().toString()));
  }

  @Test
  void socketIsOpenUntilItsLastCopyIsClosed() throws IOException {
    Scene scene =
        Scenes.all().stream().filter(s -> s.client().contains("dup-client")).toList().get(0);
    play(scene);

    RecordedTimes recorded = RecordedTimes.read(run.recording());
    assertThat(run.flows())
        .hasSize(6)
        .allSatisfy(
            flow -> {
              long cookie =
                  Long.parseLong(flow.sourceHolds().get(0).socket().replaceAll("\\D", ""));
              long closed = recorded.of(cookie).closed.at();
              long opened = flow.sourceHolds().get(0).opened().monotonic();
              assertThat((closed - opened) / 1_000_000).as("life, ms").isGreaterThanOrEqualTo(50);
            });
  }

  /** Records it; what the client said. */
  private String play(Scene scene) throws IOException {
    if (scene.server().startsWith("uring")) {
      Shell.Result probe = Shell.run(load.command("uring-probe", "127.0.0.1", "0"));
      assumeTrue(probe.exit() == 0, "io_uring is refused: " + probe.err().strip());
    }
    if (!scene.place().isInLab()) {
      return play(scene, List.of(), List.of());
    }
    try (Lab lab = Lab.build()) {
      return play(scene, lab.inA(List.of()), lab.inB(List.of()));
    }
  }

  private String play(Scene scene, List<String> clientIn, List<String> serverIn)
      throws IOException {
    try (Flowtruth.Recording recording = record()) {
      String said;
      if (scene.server().isEmpty()) {
        said = client(scene, clientIn, "1");
      } else {
        List<String> listen = joined(serverIn, scene.serverCommand(load));
        try (FlowLoad.Server server = load.server("server", listen)) {
          said = client(scene, clientIn, server.port());
        }
      }
      recording.stop("TERM").expect(0);
      return said;
    }
  }

  private String client(Scene scene, List<String> in, String port) {
    return load.client(scene.name(), joined(in, scene.clientCommand(load, port))).out();
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new java.util.ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private Flowtruth.Recording record() throws IOException {
    return Flowtruth.startRecording(run.recording(), "-p", ProviderUnderTest.id());
  }

  private void isAllRight(Scene scene, List<TrueFlow> flows) throws IOException {
    String nobody = scene.destination().iterator().next();
    assertThat(flows).isNotEmpty();
    assertThat(answers(flows, true, nobody)).as("truth at the source").isEqualTo(scene.source());
    assertThat(answers(flows, false, nobody))
        .as("truth at the destination")
        .isEqualTo(scene.destination());
    Score score =
        run.strictly(flows, (flow, source, cells) -> answer(flow, source, nobody).judge(cells));
    Tables.print(scene.name() + " by " + ProviderUnderTest.id(), score);
    assertThat(score.wrong()).as("wrong labels").isEmpty();
    assertThat(score.words()).containsExactly(Verdict.RIGHT);
  }

  private static Set<String> answers(List<TrueFlow> flows, boolean source, String nobody) {
    return flows.stream()
        .map(flow -> answer(flow, source, nobody).word())
        .collect(Collectors.toSet());
  }

  private static RightAnswer answer(TrueFlow flow, boolean source, String nobody) {
    return RightAnswer.of(source ? flow.sourceHolds() : flow.destinationHolds(), nobody);
  }
}
