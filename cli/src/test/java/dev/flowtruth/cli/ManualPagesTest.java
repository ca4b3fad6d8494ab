package dev.flowtruth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.console.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The pages that packagers ship, and the completion script, against the commands themselves. */
class ManualPagesTest {
  /** An option at the beginning of its entry, as the manual macros write it. */
  private static final Pattern ENTRY = Pattern.compile("^(\\\\fB\\\\-.*)$", Pattern.MULTILINE);

  private static final Pattern OPTION = Pattern.compile("\\\\fB(-[^\\\\]*)\\\\fP");

  static Stream<CommandSpec> commands() {
    CommandLine root = line();
    return Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
        .map(CommandLine::getCommandSpec);
  }

  private static CommandLine line() {
    return Main.commandLine(
        Console.of(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void committedPageHasTheCommandsOptions(CommandSpec spec) throws IOException {
    Path page = Path.of("../docs/man", spec.qualifiedName("-") + ".1");
    assertThat(optionsOf(Files.readString(page)))
        .as("render the pages anew: mvn package -Pmanpages -pl cli -am -DskipTests")
        .isEqualTo(optionsOf(spec));
  }

  private static Set<String> optionsOf(CommandSpec spec) {
    Set<String> names = new TreeSet<>();
    spec.options().forEach(option -> names.addAll(Arrays.asList(option.names())));
    return names;
  }

  private static Set<String> optionsOf(String page) {
    Set<String> names = new TreeSet<>();
    ENTRY
        .matcher(page)
        .results()
        .map(entry -> entry.group(1).replace("\\-", "-"))
        .forEach(entry -> OPTION.matcher(entry).results().forEach(o -> names.add(o.group(1))));
    return names;
  }

  @Test
  void completionIsAScriptThatKnowsEveryCommand(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path script = folder.resolve("completion.bash");
    Completion.main(new String[] {script.toString()});
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
    assertThat(Files.readString(script)).contains(line().getSubcommands().keySet());
  }
}
