package dev.flowtruth.cli.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.flowtruth.cli.ChildRun;
import dev.flowtruth.cli.CommandRun;
import dev.flowtruth.cli.FullStream;
import dev.flowtruth.cli.Main;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.plugin.PluginJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows of the made-up client, against a recording that the command itself made of it. */
class LabelCommandTest {
  private static final String HEADER =
      "id,src_ip,src_port,dst_ip,dst_port,protocol,"
          + "bidirectional_first_seen_ms,bidirectional_last_seen_ms\n";

  @TempDir Path folder;
  private String recording;
  private String flows;

  @BeforeEach
  void record() throws IOException {
    PluginJar.in(folder);
    recording = folder.resolve("r.jsonl").toString();
    CommandRun run =
        CommandRun.of(
            "record",
            "-o",
            recording,
            "-p",
            "test-fixed",
            "--plugins",
            folder.toString(),
            "--period",
            "50ms",
            "--duration",
            "600ms");
    assertThat(run.code()).isZero();
    long opened = opened();
    flows = folder.resolve("flows.csv").toString();
    Files.writeString(
        Path.of(flows),
        HEADER
            + row(1, "1.2.3.4,1122,5.6.7.8,3344,6", opened + 10)
            + row(2, "9.9.9.9,1,8.8.8.8,2,6", opened)
            + "3,1.2.3.4\n");
  }

  /** Wall-clock ms at which the client's connection was first seen. */
  private long opened() throws IOException {
    String line =
        Files.readAllLines(Path.of(recording)).stream()
            .filter(l -> l.contains("\"type\":\"open\"") && l.contains("3344"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll(".*\"at\":\"(\\d+)\\d{6}\".*", "$1"));
  }

  private static String row(int id, String tuple, long millis) {
    return id + "," + tuple + "," + millis + "," + millis + "\n";
  }

  @Test
  void ownerIsAddedAndTheRestStays() throws IOException {
    CommandRun run = CommandRun.of("label", flows, "-r", recording, "-o", out("o.csv"), "-q");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    String labelled = Files.readAllLines(Path.of(out("o.csv"))).get(1);
    assertThat(labelled)
        .startsWith(Files.readAllLines(Path.of(flows)).get(1))
        .contains(",200,odd;na:me,/usr/bin/odd;na:me,", ",exact,bounded,", ",not_local");
  }

  @Test
  void reportAddsUpAndGoesWhereTheFlowsDoNot() {
    CommandRun run = CommandRun.of("label", flows, "-r", recording, "-o", out("o.csv"), "--report");
    assertThat(run.out())
        .contains("labelled: exact", "unlabelled: bad_row", "unlabelled: not_local");
    assertThat(run.out().lines().filter(l -> l.startsWith("rows ")).findFirst().orElseThrow())
        .matches("rows +3 +3");
  }

  @Test
  void badRowsAreNamedAndStrictMakesThemAnError() {
    CommandRun lax = CommandRun.of("label", flows, "-r", recording, "-o", out("a.csv"));
    assertThat(lax.code()).isZero();
    assertThat(lax.err()).contains("flows.csv, line 4", "1 of 3 rows could not be read");
    CommandRun strict =
        CommandRun.of("label", flows, "-r", recording, "-o", out("b.csv"), "--strict");
    assertThat(strict.code()).isEqualTo(2);
  }

  @Test
  void recordingMayStandBeforeTheFlows() {
    assertThat(CommandRun.of("label", "-r", recording, flows, "-o", out("o.csv")).code()).isZero();
  }

  @Test
  void severalInputsNeedAFolder() throws IOException {
    String other = Files.copy(Path.of(flows), folder.resolve("other.csv")).toString();
    CommandRun run = CommandRun.of("label", flows, other, "-r", recording, "-o", out("o.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("-o DIR/");
    assertThat(CommandRun.of("label", flows, other, "-r", recording, "-o", out("d/")).code())
        .isZero();
    assertThat(folder.resolve("d/flows.csv")).exists();
    assertThat(folder.resolve("d/other.csv")).exists();
  }

  @Test
  void outputIsNotOverwrittenUnlessForced() throws IOException {
    Files.writeString(Path.of(out("o.csv")), "mine");
    CommandRun run = CommandRun.of("label", flows, "-r", recording, "-o", out("o.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("o.csv exists already");
    assertThat(Path.of(out("o.csv"))).hasContent("mine");
    assertThat(CommandRun.of("label", flows, "-r", recording, "-o", out("o.csv"), "--force").code())
        .isZero();
  }

  @Test
  void fileThatIsNoFlowFileLeavesNoOutputBehind() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "a,b\n1,2\n");
    CommandRun run = CommandRun.of("label", wrong.toString(), "-r", recording, "-o", out("o.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("wrong.csv");
    assertThat(Path.of(out("o.csv"))).doesNotExist();
  }

  @Test
  void wrongLastFileLeavesNoOutputOfTheOthersBehind() throws IOException {
    String other = Files.copy(Path.of(flows), folder.resolve("other.csv")).toString();
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "a,b\n1,2\n");
    for (String last : new String[] {wrong.toString(), out("missing.csv"), folder.toString()}) {
      CommandRun run = CommandRun.of("label", flows, other, last, "-r", recording, "-o", out("d/"));
      assertThat(run.code()).as(last).isEqualTo(2);
      assertThat(run.err()).startsWith("flowtruth: " + last);
      assertThat(folder.resolve("d")).doesNotExist();
    }
  }

  @Test
  void outputThatExistsIsFoundBeforeTheFirstIsMade() throws IOException {
    String other = Files.copy(Path.of(flows), folder.resolve("other.csv")).toString();
    Path mine = Files.createDirectory(folder.resolve("d")).resolve("other.csv");
    Files.writeString(mine, "mine");
    CommandRun run = CommandRun.of("label", flows, other, "-r", recording, "-o", out("d/"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("other.csv exists already");
    assertThat(folder.resolve("d/flows.csv")).doesNotExist();
    assertThat(mine).hasContent("mine");
  }

  @Test
  void outputThatMayHoldCommandLinesIsPrivate() throws IOException {
    CommandRun run =
        CommandRun.of(
            "label", flows, "-r", recording, "-o", out("o.csv"), "--add", "command_line,role");
    assertThat(run.code()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(out("o.csv")))))
        .isEqualTo("rw-------");
  }

  @Test
  void wrongWordsListTheRightOnes() {
    assertThat(CommandRun.of("label", flows, "-r", recording, "--add", "colour").err())
        .contains("no column 'colour'", "community_id");
    assertThat(CommandRun.of("label", flows, "-r", recording, "--from", "excel").err())
        .contains("no flow format 'excel'", "nfstream");
    CommandRun host = CommandRun.of("label", flows, "-r", recording, "--host", "nowhere");
    assertThat(host.code()).isEqualTo(2);
    assertThat(host.err()).contains("no recording of 'nowhere'", "there are: test");
  }

  @Test
  void nameOfTheOutputSaysHowItIsPacked() throws IOException {
    String plain = CommandRun.of("label", flows, "-r", recording, "-q").out();
    for (String name : new String[] {"o.csv.gz", "o.csv.zst"}) {
      assertThat(CommandRun.of("label", flows, "-r", recording, "-o", out(name)).code()).isZero();
      try (InputStream file = Files.newInputStream(Path.of(out(name)));
          InputStream unpacked =
              name.endsWith(".gz") ? new GZIPInputStream(file) : new ZstdInputStream(file)) {
        assertThat(unpacked).hasContent(plain);
      }
    }
  }

  @Test
  void packedFlowsInAFolderStayPacked() throws IOException {
    String packed = out("packed.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(packed)))) {
      Files.copy(Path.of(flows), out);
    }
    CommandRun run = CommandRun.of("label", packed, "-r", recording, "-o", out("d/"));
    assertThat(run.code()).isZero();
    try (InputStream result =
        new GZIPInputStream(Files.newInputStream(folder.resolve("d/packed.csv.gz")))) {
      assertThat(result).hasContent(CommandRun.of("label", flows, "-r", recording, "-q").out());
    }
  }

  @Test
  void stdoutThatIsFullIsOneSentence() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(Console.of(new FullStream(), err), "label", flows, "-r", recording, "-q");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .endsWith("flowtruth: writing to the standard output failed: No space left on device\n")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"always, true", "never, false"})
  void progressIsDrawnInColoursOnlyWhereTheyAreWanted(String color, boolean colored)
      throws IOException, InterruptedException {
    String[] words = {"label", flows, "-r", recording, "-o", out("o.csv"), "--color", color};
    try (ChildRun run = ChildRun.startWith(List.of("-Dflowtruth.tty.err=true"), words)) {
      String drawn = run.err();
      assertThat(run.exitCode()).isZero();
      assertThat(drawn).contains("flows.csv 100%");
      assertThat(drawn.contains("\u001b[33m│")).isEqualTo(colored);
    }
  }

  @Test
  void folderThatIsAFileIsWrongUsage() {
    CommandRun run = CommandRun.of("label", flows, "-r", recording, "-o", flows + "/");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("flows.csv is a file; expected a folder");
  }

  @Test
  void namespaceThatCannotBeReadIsNamedInWords() {
    CommandRun run = CommandRun.of("label", flows, "-r", recording, "--netns", "/no/such");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "flowtruth: --netns: the network namespace '/no/such' can't be read: no such file or"
                + " directory\n");
  }

  @Test
  void placeThatNoRecordingTellsOfIsRefused() {
    CommandRun netns = CommandRun.of("label", flows, "-r", recording, "--netns", "42");
    assertThat(netns.code()).isEqualTo(2);
    assertThat(netns.out()).isEmpty();
    assertThat(netns.err())
        .isEqualTo(
            "flowtruth: --netns: no recording has the network namespace '42'; there are:"
                + " 4026531840, 4026532177\n");
    CommandRun cable = CommandRun.of("label", flows, "-r", recording, "--interface", "wlan7");
    assertThat(cable.code()).isEqualTo(2);
    assertThat(cable.err())
        .isEqualTo(
            "flowtruth: --interface: no recording has the interface 'wlan7'; there are: eth0\n");
  }

  @Test
  void placeThatARecordingTellsOfDecides() {
    for (String netns : new String[] {"any", "0", "4026531840", "4026532177"}) {
      CommandRun run =
          CommandRun.of(
              "label", flows, "-r", recording, "--netns", netns, "--interface", "eth0", "-q");
      assertThat(run.code()).as(netns + run.err()).isZero();
      assertThat(run.out().contains(",exact,")).as(netns).isEqualTo(!netns.endsWith("177"));
    }
  }

  @Test
  void flowsAndRecordingAreBothNeeded() {
    assertThat(CommandRun.of("label", flows).code()).isEqualTo(2);
    assertThat(CommandRun.of("label", "-r", recording).code()).isEqualTo(2);
    assertThat(CommandRun.of("label", "-", "-r", "-").code()).isEqualTo(2);
  }

  @Test
  void whoAnswersFromTheSameRecording() throws IOException {
    CommandRun all = CommandRun.of("who", "1.2.3.4:1122", "-r", recording, "--format", "jsonl");
    assertThat(all.lines()).hasSize(1).first().asString().contains("\"pid\":200", "\"from\":\"20");
    String during = Long.toString(opened() + 10);
    assertThat(CommandRun.of("who", "200", "-r", recording, "--at", during).lines()).hasSize(2);
    CommandRun before = CommandRun.of("who", "200", "-r", recording, "--at", "1000000000");
    assertThat(before.out()).isEmpty();
    assertThat(before.err()).contains("nobody");
    assertThat(CommandRun.of("who", "200", "--at", during).code()).isEqualTo(2);
  }

  private String out(String name) {
    return folder + "/" + name;
  }
}
