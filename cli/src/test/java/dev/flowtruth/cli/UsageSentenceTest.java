package dev.flowtruth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong command lines: a sentence of ours, and a line that says where help is. */
class UsageSentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "snapshot --format x|--format: 'x' is none of table, jsonl, csv",
        "snapshot --format --json|--format: '--json' is none of table, jsonl, csv",
        "snapshot --format|--format needs a value: FORMAT",
        "snapshot --color=blue|--color: 'blue' is none of never, auto, always",
        "snapshot --formt csv|there is no option '--formt'; did you mean --format?",
        "snapshot -z|there is no option '-z'",
        "snapshot --pid abc|--pid: 'abc' is not a number",
        "snapshot --pid=|--pid: '' is not a number",
        "snapshot --user=|--user: '' is no name of a user",
        "snapshot --process=|--process: '' is no name of a process",
        "snapshot --port 70000|--port: '70000' is not a port (0 to 65535)",
        "snapshot --host 1.2.3|--host: not an IP address: '1.2.3'",
        "snapshot --proto foo|--proto: 'foo' is none of tcp, udp, udplite, sctp, icmp, icmp6, raw,"
            + " and no number to 255",
        "snapshot more|'more' is one word too many",
        "snapshot --format csv --format jsonl|--format may be given only once",
        "snapshot -p|--provider needs a value: ID",
        "snapshot --assume-os beos|--assume-os: 'beos' is none of linux, windows, macos",
        "providers --json=x|--json takes no value",
        "watch --period x|--period: 'x' is not a duration such as 100ms, 2s, 5m, 1h or 0",
        "record|--output is missing; write: --output FILE",
        "record -o|--output needs a value: FILE",
        "record -o r.jsonl --compress=rar|--compress: 'rar' is none of gzip, zstd",
        "label --threads x|--threads: 'x' is not a number",
        "who --at x :53|--at: 'x' is not a time such as 2026-01-31T12:00:00Z or 1769860800 (epoch"
            + " seconds, ms or ns)",
        "snapsho|there is no command 'snapsho'; there are: providers, doctor, snapshot, watch,"
            + " record, label, flows, who, convert",
        "--foo|there is no option '--foo'"
      })
  void wrongWordIsNamedWithWhatWasExpected(String line, String sentence) {
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst()).hasValue("flowtruth: " + sentence);
    assertThat(run.err().lines().skip(1)).singleElement().asString().startsWith("Try 'flowtruth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "record -o $EMPTY|--output: the value is empty; expected FILE",
        "label f -r r -o $EMPTY|--output: the value is empty; expected FILE",
        "label f -r $EMPTY|--recording: the value is empty; expected RECORDING",
        "label $EMPTY -r r|FLOWS: the value is empty; expected FLOWS",
        "label f -r r --netns $EMPTY|--netns: the value is empty; expected NETNS",
        "label f -r r --host $EMPTY|--host: the value is empty; expected NAME",
        "who $EMPTY|WHAT: the value is empty; expected WHAT",
        "--plugins $EMPTY providers|--plugins: the value is empty; expected DIR"
      })
  void emptyWordIsNotTakenForTheFolderThatOneIsIn(String line, String sentence) {
    String[] words = line.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("$EMPTY", "");
    }
    CommandRun run = CommandRun.of(words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().findFirst()).hasValue("flowtruth: " + sentence);
  }

  @Test
  void numberOutOfRangeIsNamedToo() {
    CommandRun run = CommandRun.of("label", "flows.csv", "-r", "r.jsonl", "--threads", "0");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("flowtruth: --threads: '0' is not a number from 1 on\n");
  }

  @Test
  void wordWithAnAtSignIsNotTakenForAFileOfArguments(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("words"), "--version");
    CommandRun run = CommandRun.of("@" + file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("flowtruth: there is no command '@");
  }
}
