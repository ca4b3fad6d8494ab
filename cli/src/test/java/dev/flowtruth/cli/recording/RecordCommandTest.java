package dev.flowtruth.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.ChildRun;
import dev.flowtruth.cli.CommandRun;
import dev.flowtruth.cli.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCommandTest {
  @TempDir Path folder;
  private Path recording;

  @BeforeEach
  void plugIn() throws IOException {
    PluginJar.in(folder);
    recording = folder.resolve("r.jsonl");
  }

  @Test
  void recordingIsPrivateAndComplete() throws IOException {
    CommandRun run = record("--duration", "100ms");
    assertThat(run.code()).isZero();
    List<String> lines = Files.readAllLines(recording);
    assertThat(lines.get(0)).startsWith("{\"type\":\"header\"").contains("\"test-fixed\"");
    assertThat(lines.get(lines.size() - 1)).startsWith("{\"type\":\"footer\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recording)))
        .isEqualTo("rw-------");
  }

  @Test
  void lastLineAddsUpAndAgreesWithTheFooter() throws IOException {
    CommandRun run = record("--period", "10ms", "--duration", "300ms");
    assertThat(run.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith(
            "recorded 4 sockets = 2 with owner + 1 kernel + 1 no_permission; 0 events lost");
    List<String> lines = Files.readAllLines(recording);
    assertThat(lines.get(lines.size() - 1))
        .contains(
            "\"sockets_opened\":4,\"sockets_without_owner\":2,"
                + "\"without_owner\":{\"kernel\":1,\"no_permission\":1},");
  }

  @Test
  void existingRecordingIsKeptUnlessForced() throws IOException {
    Files.writeString(recording, "mine");
    CommandRun run = record("--duration", "50ms");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("r.jsonl exists already");
    assertThat(recording).hasContent("mine");
    assertThat(record("--duration", "50ms", "--force").code()).isZero();
  }

  @Test
  void diskThatIsFullIsOneSentence() {
    CommandRun run =
        CommandRun.of(
            "record", "-o", "/dev/full", "--plugins", folder.toString(), "-p", "test-fixed");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).endsWith("cannot write /dev/full: No space left on device\n");
  }

  @Test
  void recordingToStdoutIsLinesAndNothingElse() throws IOException {
    recording = Path.of("-");
    CommandRun run = record("--period", "10ms", "--duration", "200ms");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).allMatch(line -> line.startsWith("{\"type\":\""));
    assertThat(run.lines().get(run.lines().size() - 1)).startsWith("{\"type\":\"footer\"");
    assertThat(run.err()).contains("ready: recording through test-fixed to stdout\n");
    assertThat(Path.of("-")).doesNotExist();
    Path copy = Files.writeString(folder.resolve("copy.jsonl"), run.out());
    assertThat(CommandRun.of("who", "200", "-r", copy.toString()).lines()).hasSize(2);
  }

  @Test
  void readerOfStdoutThatGoesAwayEndsItQuietly() throws IOException, InterruptedException {
    recording = Path.of("-");
    try (ChildRun run = ChildRun.start(words("-q", "--period", "20ms"))) {
      run.awaitLine("ready").process().getInputStream().close();
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void stdoutCanNotBeSharedWithACommandNorMadeOfParts() {
    recording = Path.of("-");
    CommandRun shared = record("--", "true");
    assertThat(shared.code()).isEqualTo(2);
    assertThat(shared.out()).isEmpty();
    assertThat(shared.err()).startsWith("flowtruth: -o -: stdout is COMMAND's");
    assertThat(record("--rotate", "1m").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sh -c true|0",
        "sh -c 'exit 7'|7",
        "sh -c 'kill -TERM $$'|143",
        "sh -c 'kill -KILL $$'|137",
        "no-such-command-at-all|127",
        "/|126"
      })
  @EnabledOnOs(OS.LINUX)
  void exitCodeIsThatOfTheCommand(String command, int code) {
    List<String> words = new ArrayList<>(List.of("--force", "--"));
    if (command.startsWith("sh -c ")) {
      words.addAll(List.of("sh", "-c", command.substring(6).replace("'", "")));
    } else {
      words.add(command);
    }
    assertThat(record(words.toArray(String[]::new)).code()).isEqualTo(code);
  }

  @Test
  void recordingThatFailsAroundACommandIsCode125() {
    recording = Path.of("/dev/full");
    assertThat(record("--", "true").code()).isEqualTo(125);
  }

  @Test
  void optionsOfTheCommandAreItsOwn() {
    assertThat(record("sh", "-c", "exit 3", "--force", "-v").code()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalEndsItInOrder(String signal) throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(words())) {
      run.awaitLine("ready").signal(signal);
      assertThat(run.err()).startsWith("recorded ");
      assertThat(run.exitCode()).isZero();
      List<String> lines = Files.readAllLines(recording);
      assertThat(lines.get(lines.size() - 1)).startsWith("{\"type\":\"footer\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 3", "TERM, 4", "HUP, 5"})
  void signalsArePassedOnToTheCommand(String signal, int code)
      throws IOException, InterruptedException {
    String script =
        "trap 'exit 3' INT; trap 'exit 4' TERM; trap 'exit 5' HUP; echo waiting >&2;"
            + " while :; do sleep 0.05; done";
    try (ChildRun run = ChildRun.start(words("--", "sh", "-c", script))) {
      run.awaitLine("waiting").signal(signal);
      assertThat(run.exitCode()).isEqualTo(code);
    }
  }

  @Test
  void commandStartsOnlyWhenReady() throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(words("-q", "--", "sh", "-c", "echo child >&2"))) {
      run.awaitLine("ready").awaitLine("child");
      assertThat(run.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"8m, 8388608, 0", "64k, 65536, 0", "30s, 0, 30", "5min, 0, 300", "1h, 0, 3600"})
  void rotationIsASizeOrADuration(String text, long bytes, long seconds) {
    Rotation rotation = new RotationConverter().convert(text);
    assertThat(rotation.bytes()).isEqualTo(bytes);
    assertThat(rotation.time().toSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "x", "-1", "5 m"})
  void rotationThatIsNeitherIsWrongUsage(String text) {
    CommandRun run = record("--rotate=" + text);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("neither a size");
  }

  private CommandRun record(String... more) {
    return CommandRun.of(words(more));
  }

  private String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("record", "-o", recording.toString()));
    words.addAll(List.of("-p", "test-fixed", "--plugins", folder.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
