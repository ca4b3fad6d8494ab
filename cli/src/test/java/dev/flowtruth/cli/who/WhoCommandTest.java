package dev.flowtruth.cli.who;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.CommandRun;
import dev.flowtruth.cli.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about the made-up sockets, live and in a recording of them. */
class WhoCommandTest {
  @TempDir Path folder;
  private String recording;

  @BeforeEach
  void record() throws IOException {
    PluginJar.in(folder);
    recording = folder.resolve("r.jsonl").toString();
    assertThat(live("record", "-o", recording, "--period", "20ms", "--duration", "200ms").code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {":443", "1.2.3.4:1122", "[fe80::1]:53"})
  void lineOfASocketIsThatOfASnapshotLiveAndRecorded(String asked) {
    CommandRun now = live("who", asked, "--format", "jsonl", "-q");
    CommandRun then = CommandRun.of("who", asked, "-r", recording, "--format", "jsonl");
    assertThat(now.lines()).hasSize(1);
    List<String> snapshot = live("snapshot", "--format", "jsonl", "-q").lines();
    assertThat(snapshot).contains(withoutTimes(now.lines().get(0)));
    assertThat(then.lines()).hasSize(1);
    assertThat(snapshot).contains(withoutTimes(then.lines().get(0)));
  }

  private static String withoutTimes(String line) {
    return line.replaceAll("\"(from|until)\":\"[^\"]*\",", "");
  }

  @Test
  void whoTalksToAnEndpointIsCountedButNoAnswer() {
    CommandRun run = CommandRun.of("who", "5.6.7.8:3344", "-r", recording);
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "nobody: no socket of endpoint 5.6.7.8:3344 was seen; 1 socket has it at the other"
                + " end\n");
  }

  @Test
  void wrongQuestionIsRefusedBeforeAnythingIsRead() {
    CommandRun run = CommandRun.of("who", ":70000", "-r", folder.resolve("missing").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("flowtruth: ':70000': '70000' is not a port (0 to 65535)");
    assertThat(run.err().lines()).hasSize(1);
  }

  private CommandRun live(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-p", "test-fixed", "--plugins", folder.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
