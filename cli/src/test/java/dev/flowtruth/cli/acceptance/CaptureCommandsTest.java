package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the commands speak of captures. */
class CaptureCommandsTest {
  @TempDir private Path directory;
  private Path recording;
  private Path capture;
  private Path out;

  @BeforeEach
  void begin() throws IOException {
    recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    capture = Samples.unpack("lo.pcapng", directory);
    out = directory.resolve("out");
  }

  private CommandRun label(Path file, String... more) {
    String[] words = {
      "label", "-q", file.toString(), "-r", recording.toString(), "-o", out.toString()
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void reportAddsUpToAllPackets() {
    CommandRun run = label(capture, "--report");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("labelled: exact", "rows  ").doesNotContain("bad_row");
  }

  @Test
  void labelledCaptureGoesToStdoutToo() throws IOException {
    CommandRun run =
        CommandRun.of("label", "-q", capture.toString(), "-r", recording.toString(), "--force");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("\n\r\r\n").contains("flowtruth: src_pid=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"darwin", "pib,pid", "comment,DARWIN"})
  void kindsOfProcessInformationAreJoined(String kinds) throws IOException {
    assertThat(label(capture, "--process-info", kinds).code()).isZero();
    assertThat(
            new String(Files.readAllBytes(out), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("flowtruth: "))
        .isEqualTo(kinds.contains("comment"));
  }

  @Test
  void addedColumnsAreInTheComments() throws IOException {
    assertThat(label(capture, "--add", "role,uid", "--process-info", "comment").code()).isZero();
    assertThat(new String(Files.readAllBytes(out), java.nio.charset.StandardCharsets.ISO_8859_1))
        .containsPattern("src_certainty=\\w+ src_role=creator src_uid=\\d+ dst_pid=");
  }

  @Test
  void unknownKindIsWrongUsage() {
    CommandRun run = label(capture, "--process-info", "pids");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--process-info", "pids", "darwin");
    assertThat(out).doesNotExist();
  }

  @Test
  void damagedCaptureIsOneSentenceWithItsOffset() throws IOException {
    byte[] bytes = Files.readAllBytes(capture);
    Arrays.fill(bytes, 3000, 3400, (byte) 0x55);
    Files.write(capture, bytes);
    for (String command : new String[] {"label", "flows"}) {
      CommandRun run =
          CommandRun.of(
              command, "-q", capture.toString(), "-r", recording.toString(), "-o", out.toString());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .matches("flowtruth: \\S*lo.pcapng, offset \\d+: a block of .*; expected .*\n");
    }
  }

  @Test
  void whatIsNoCaptureHasNoFlows() throws IOException {
    Path text = Files.writeString(directory.resolve("a.txt"), "hello, hello");
    CommandRun run = CommandRun.of("flows", text.toString(), "-r", recording.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("flowtruth: " + text + ": not a capture; expected pcap or pcapng\n");
  }

  @Test
  void captureThatNamesNobodyIsNoRecording() {
    CommandRun run = CommandRun.of("convert", capture.toString(), "-o", out.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "flowtruth: "
                + capture
                + ": its packets name no process; expected a capture of pktap, or one with process"
                + " information\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void convertSaysWhatItFoundAndOverwritesNothing() {
    label(capture);
    Path converted = directory.resolve("c.jsonl");
    String[] words = {"convert", out.toString(), "-o", converted.toString(), "--host", "mac"};
    CommandRun run = CommandRun.of(words);
    assertThat(run.code()).isZero();
    assertThat(run.err()).matches("[\\d,]+ packets told of [\\d,]+ sockets; .*c.jsonl\n");
    assertThat(converted).content().contains("\"name\":\"mac\"", "\"provider\":\"capture\"");
    assertThat(CommandRun.of(words).code()).isEqualTo(2);
  }

  @Test
  void flowsOfSeveralCapturesAreRefused() {
    CommandRun run = CommandRun.of("flows", "a.pcap", "b.pcap", "-r", recording.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("one capture at a time");
  }
}
