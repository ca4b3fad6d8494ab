package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.acceptance.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that is not what it should be: one clear sentence and a code, never a stack trace. */
class BadInputAcceptanceTest {
  private static final String HEADER =
      "id,src_ip,src_port,dst_ip,dst_port,protocol,"
          + "bidirectional_first_seen_ms,bidirectional_last_seen_ms";
  private static final String GOOD = "1,10.0.0.1,1000,10.0.0.2,80,6,1795547825692,1795547825999";
  private static final String RECORDING =
      "{\"type\":\"header\",\"schema\":\"flowtruth/1\",\"version\":\"0\",\"host\":{\"name\":\"h\","
          + "\"id\":\"\"},\"boot_id\":\"b\",\"os\":\"linux\",\"kernel\":\"6\",\"provider\":\"p\","
          + "\"capabilities\":[],\"at\":\"1795547825000000000\"}\n"
          + "{\"type\":\"clock\",\"wall\":\"1795547825000000000\",\"monotonic\":\"1\","
          + "\"boottime\":\"1\"}\n";

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "empty file,flows,''",
    "wrong header,flows,'a,b,c\n1,2,3\n'",
    "NUL bytes,flows,'\0\0\0\0\0\0\0\0'",
    "a recording in place of flows,flows,recording",
    "flows in place of a recording,recording,flows",
    "empty recording,recording,''",
    "garbage in place of a recording,recording,'%PDF-1.4\n'",
    "recording of a newer schema,recording,newer"
  })
  void fileOfTheWrongKindIsRefusedByNameWithCode2(String name, String which, String content)
      throws IOException {
    Path flows = write("flows.csv", HEADER + "\n" + GOOD + "\n");
    Path recording = write("r.jsonl", RECORDING);
    Path bad = write("bad.file", content(content));
    boolean badFlows = which.equals("flows");

    Result result = label(badFlows ? bad : flows, badFlows ? recording : bad);

    isOneSentence(result.expect(2), "bad.file");
  }

  private static String content(String word) {
    return switch (word) {
      case "recording" -> RECORDING;
      case "flows" -> HEADER + "\n" + GOOD + "\n";
      case "newer" -> RECORDING.replace("flowtruth/1", "flowtruth/2");
      default -> word;
    };
  }

  @Test
  void missingFileIsNamed() throws IOException {
    Path recording = write("r.jsonl", RECORDING);

    isOneSentence(label(directory.resolve("bad.file"), recording).expect(2), "bad.file");
  }

  @Test
  void directoryIsNamed() throws IOException {
    Path recording = write("r.jsonl", RECORDING);
    Path bad = Files.createDirectory(directory.resolve("bad.file"));

    isOneSentence(label(bad, recording).expect(2), "bad.file");
    Path flows = write("flows.csv", HEADER + "\n" + GOOD + "\n");
    isOneSentence(label(flows, bad).expect(2), "bad.file");
  }

  @Test
  void wrongEncodingOfAHeaderIsRefused() throws IOException {
    Path bad = directory.resolve("bad.file");
    Files.write(bad, (HEADER + "\n" + GOOD + "\n").getBytes(StandardCharsets.UTF_16));

    isOneSentence(label(bad, write("r.jsonl", RECORDING)).expect(2), "bad.file");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "truncated row|2,10.0.0.1,1000|line 3",
        "port of 70000|2,10.0.0.1,70000,10.0.0.2,80,6,1795547825692,1795547825999|src_port",
        "impossible time|2,10.0.0.1,1000,10.0.0.2,80,6,yesterday,1795547825999|first_seen",
        "end before begin|2,10.0.0.1,1,10.0.0.2,80,6,1795547825999,1795547825692|line 3",
        "no address|2,10.0.0.999,1000,10.0.0.2,80,6,1795547825692,1795547825999|src_ip"
      })
  void badRowPassesThroughAndIsNamed(String name, String row, String named) throws IOException {
    Path flows = write("flows.csv", HEADER + "\n" + GOOD + "\n" + row + "\n" + GOOD + "\n");

    Result result = label(flows, write("r.jsonl", RECORDING)).expect(0);

    String bad = result.out().lines().skip(2).findFirst().orElseThrow();
    assertThat(bad).startsWith(row).contains(",bad_row,");
    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.err()).contains("line 3").contains(named);
    assertThat(result.err()).doesNotContain("Exception");
  }

  @Test
  void badRowIsAnErrorWhenStrict() throws IOException {
    Path flows = write("flows.csv", HEADER + "\n" + "2,10.0.0.1,1000\n");
    Path recording = write("r.jsonl", RECORDING);

    Result result =
        Flowtruth.run("label", flows.toString(), "-r", recording.toString(), "--strict");

    assertThat(result.expect(2).err()).contains("line 2");
  }

  @Test
  void lineOfTenMegabytesIsRefusedByItsNumber() throws IOException {
    String row = "2," + "x".repeat(10 << 20);
    Path flows = write("flows.csv", HEADER + "\n" + row + "\n" + GOOD + "\n");

    Result result = label(flows, write("r.jsonl", RECORDING)).expect(2);

    assertThat(result.err()).contains("line 2").contains("flows.csv").hasSizeLessThan(1_000);
  }

  @Test
  void headerAloneComesOutWithTheNewColumns() throws IOException {
    Path flows = write("flows.csv", HEADER + "\n");

    Result result = label(flows, write("r.jsonl", RECORDING)).expect(0);

    assertThat(result.out()).startsWith(HEADER).contains(",src_pid,").endsWith("\n");
    assertThat(result.out().lines()).hasSize(1);
  }

  @Test
  void existingOutputIsNotOverwritten() throws IOException {
    Path flows = write("flows.csv", HEADER + "\n" + GOOD + "\n");
    Path recording = write("r.jsonl", RECORDING);
    Path out = write("out.csv", "mine");
    String[] words = {"label", "" + flows, "-r", "" + recording, "-o", "" + out};

    isOneSentence(Flowtruth.run(words).expect(2), "out.csv");
    assertThat(out).hasContent("mine");
  }

  private Result label(Path flows, Path recording) {
    return Flowtruth.run("label", flows.toString(), "-r", recording.toString());
  }

  private static void isOneSentence(Result result, String named) {
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(named).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(result.err().lines().filter(line -> !line.isBlank()).toList())
        .as(result.err())
        .hasSizeLessThanOrEqualTo(2);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}
