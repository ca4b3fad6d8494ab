package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.cli.acceptance.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that end badly, or live through bad times. */
@Tag("acceptance")
class EnduranceAcceptanceTest {
  @TempDir private Path directory;
  private Lab lab;
  private Run run;
  private FlowLoad load;

  @BeforeEach
  void build() throws IOException {
    lab = Lab.build();
    run = new Run(directory);
    load = FlowLoad.build(directory, run.truth());
  }

  @AfterEach
  void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void killedRecordingIsReadableUpToTheLastSecond() throws Exception {
    try (Flowtruth.Recording recording = record()) {
      clients("killed", "each-client", "15", "200");
      Thread.sleep(1_100);
      assertThat(recording.stop("KILL").exit()).isEqualTo(137);
    }
    Score score = judge("after kill -9", run.nfstream(run.flows()));
    assertThat(score.worstShareRight()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalledRecordingIsComplete(String signal) throws Exception {
    try (Flowtruth.Recording recording = record()) {
      clients("signalled", "each-client", "5", "200");
      recording.stop(signal).expect(0);
    }
    assertThat(Files.readAllLines(run.recording())).last().asString().contains("\"footer\"");
    Score score = judge("after SIG" + signal, run.nfstream(run.flows()));
    assertThat(score.worstShareRight()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"linux-netlink, seen_without_owner", "linux-ebpf, right"})
  void fullDiskEndsTheRecordingWithASentenceAndKeepsWhatWasWritten(String provider, String word)
      throws Exception {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    List<String> mount = List.of("mount", "-t", "tmpfs", "-o", "size=256k", "t", disk.toString());
    ProviderUnderTest.assumeUsable(provider);
    assumeTrue(Shell.run(mount).exit() == 0, "tmpfs cannot be mounted: no small disk to fill");
    try (Flowtruth.Recording recording =
        Flowtruth.startRecording(disk.resolve("r.jsonl"), "-p", provider, "--period", "10ms")) {
      clients("full", "vanish-client", "300", "4000");
      Result end = recording.end();
      assertThat(end.exit()).isEqualTo(1);
      assertThat(sentences(end)).as(end.err()).hasSize(1);
      assertThat(sentences(end).get(0)).containsIgnoringCase("space").contains("r.jsonl");
      Files.copy(disk.resolve("r.jsonl"), run.recording());
    } finally {
      Shell.run(List.of("umount", disk.toString())).expect(0);
    }
    Score score = judge("what fitted on a full disk", run.nfstream(run.flows()));
    assertThat(score.words()).contains(word);
  }

  /** Lines after {@code ready} that do not report totals. */
  private static List<String> sentences(Result end) {
    return end.err().lines().filter(line -> line.startsWith("flowtruth:")).toList();
  }

  @Test
  void processesThatVanishByFiftyASecondForAMinuteLeaveNoGap() throws Exception {
    try (Flowtruth.Recording recording = record()) {
      clients("vanish", "vanish-client", "50", "60000");
      assertThat(recording.isAlive()).isTrue();
      recording.stop("TERM").expect(0);
    }
    List<String> lines = Files.readAllLines(run.recording());
    assertThat(lines).noneMatch(line -> line.startsWith("{\"type\":\"gap\""));
    assertThat(lines).noneMatch(line -> line.startsWith("{\"type\":\"loss\""));
    Score score = judge("50 vanishing processes a second", run.nfstream(run.flows()));
    assertThat(score.rows()).isEqualTo(3000);
    assertThat(score.words()).isSubsetOf("right", "seen_without_owner", "time_wait");
  }

  @Test
  void withoutRootOwnSocketsAreOwnedAndOthersSaySo() throws Exception {
    assumeTrue(Shell.has("setpriv"), "setpriv (util-linux) is missing: no other user to be");
    Path home = Files.createDirectories(directory.resolve("home"));
    Path copy = Files.createDirectories(directory.resolve("copy"));
    List<String> record = Flowtruth.commandFrom(copy, "record", "-o", run.recording().toString());
    Shell.run(List.of("chmod", "-R", "a+rwX", directory.toString())).expect(0);
    try (FlowLoad.Server root = load.server("root", load.command("server", "127.0.0.1", "0"))) {
      List<String> words =
          new ArrayList<>(List.of("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"));
      words.addAll(List.of("env", "HOME=" + home, "FLOWLOAD_CASE=user"));
      words.addAll(List.of("FLOWLOAD_TRUTH=" + run.truth()));
      words.addAll(record);
      words.addAll(List.of("--period", "10ms", "--"));
      words.addAll(load.command("each-client", "127.0.0.1", root.port(), "10", "300"));
      Shell.run(words).expect(0);
    }
    List<TrueFlow> flows = run.flows();
    Score score = judge("without root", run.nfstream(flows));
    assertThat(score.toString()).contains("no_permission");
    assertThat(score.words()).containsExactlyInAnyOrder("right", "no_permission");
  }

  private Flowtruth.Recording record() throws IOException {
    return Flowtruth.startRecording(run.recording(), "--period", "10ms");
  }

  private void clients(String scenario, String client, String count, String life)
      throws IOException {
    List<String> listen = load.command("server", Lab.SERVER_V4, "0");
    try (FlowLoad.Server server = load.server(scenario, lab.inB(listen))) {
      load.client(
          scenario, lab.inA(load.command(client, Lab.SERVER_V4, server.port(), count, life)));
    }
  }

  private static Score judge(String title, Score score) throws IOException {
    Tables.print(title, score);
    assertThat(score.wrong()).as("wrong labels").isEmpty();
    assertThat(score.rows()).isPositive();
    return score;
  }
}
