package dev.flowtruth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for every command. */
class ContractTest {
  static Stream<String> commands() {
    return line().getSubcommands().keySet().stream();
  }

  private static CommandLine line() {
    return Main.commandLine(
        Console.of(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
  }

  @Test
  void commandsAreThoseOfTheContract() {
    assertThat(commands())
        .containsExactlyInAnyOrder(
            "providers",
            "doctor",
            "snapshot",
            "watch",
            "record",
            "label",
            "flows",
            "who",
            "convert");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpHasAnExample(String command) {
    CommandRun run = CommandRun.of(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Example:", "  flowtruth " + command);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsDescribed(String command) {
    CommandSpec spec = line().getSubcommands().get(command).getCommandSpec();
    assertThat(spec.options())
        .allSatisfy(
            option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void unknownOptionIsWrongUsage(String command) {
    CommandRun run = CommandRun.of(command, "--no-such-option");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("flowtruth: ").contains("flowtruth " + command + " --help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-q", "no-such-command"})
  void withoutAKnownCommandItIsWrongUsage(String word) {
    CommandRun run = word.isEmpty() ? CommandRun.of() : CommandRun.of(word);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("flowtruth: ").contains("Try 'flowtruth --help'");
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.code()).isZero();
    assertThat(run.lines().get(0)).matches("flowtruth \\d+\\.\\d+\\.\\d+.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"providers", "--version", "--help"})
  void stdoutThatIsFullIsOneSentence(String word) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Main.run(Console.of(new FullStream(), err), word)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("flowtruth: writing to the standard output failed: No space left on device\n");
  }

  @Test
  void coloursAreUsedOnlyWhenAskedForOrOnATerminal() {
    assertThat(CommandRun.of("providers").out()).doesNotContain("\u001b[");
    assertThat(CommandRun.of("providers", "--color", "never").out()).doesNotContain("\u001b[");
    assertThat(CommandRun.of("providers", "--color", "always").out()).contains("\u001b[1m");
    assertThat(CommandRun.of("snapshot", "--color", "always", "--help").out()).contains("\u001b[");
    assertThat(List.of(CommandRun.of("providers", "--color", "blue").code())).containsExactly(2);
    assertThat(CommandRun.of("providers", "--nope", "--color", "always").err()).contains("\u001b[");
    assertThat(CommandRun.of("providers", "--nope").err()).doesNotContain("\u001b[");
  }
}
