package dev.flowtruth.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.CommandRun;
import dev.flowtruth.cli.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void plugIn() throws IOException {
    PluginJar.in(folder);
  }

  @Test
  void jsonLineHasTheContractsFieldsAndLeavesOutWhatIsUnknown() {
    assertThat(snapshot("--format", "jsonl").lines())
        .containsExactlyElementsOf(golden("fixed.jsonl"));
  }

  @Test
  void csvHasARowForEachSocketAndOwner() {
    assertThat(snapshot("--format", "csv").lines()).containsExactlyElementsOf(golden("fixed.csv"));
  }

  @Test
  void tableIsForPeople() {
    assertThat(snapshot().lines()).containsExactlyElementsOf(golden("fixed.txt"));
  }

  @Test
  void whatCouldNotBeSeenIsSaidOnStderrOnly() {
    CommandRun run = snapshot("--format", "jsonl");
    assertThat(run.err()).isEqualTo("could not see the other half: it is made up\n");
    assertThat(snapshot("-q").err()).isEmpty();
  }

  @Test
  void unknownProviderListsTheKnownOnes() {
    CommandRun run = snapshot("-p", "linux-nothing");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("there is no provider 'linux-nothing'", "test-fixed");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void providerThatCannotRunHereSaysWhy() {
    CommandRun run = snapshot("--assume-os", "windows");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "as if this were windows",
            "test-fixed can't run here: there is nothing fixed on Windows (type: format c:)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows", "macos"})
  void assumedOsTakesTheBestThatWorksAndSaysWhyNotABetterOne(String os) {
    CommandRun run = CommandRun.of("snapshot", "--assume-os", os);
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("asked as if this were " + os, "using oshi")
        .contains("better, but linux-ebpf can't run here: works on Linux only, and this is " + os)
        .contains("better, but windows-iphelper can't run here: ");
  }

  @Test
  void providersThatAreNamedTwiceAreAskedOnce() {
    CommandRun run = snapshot("-p", "test-fixed,test-fixed", "--format", "csv");
    assertThat(run.lines()).containsExactlyElementsOf(golden("fixed.csv"));
  }

  @Test
  void folderOfPluginsMustBeThere() {
    CommandRun run = CommandRun.of("snapshot", "--plugins", folder.resolve("none").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("none is not a directory");
  }

  @Test
  void brokenPluginIsNamedAndDoesNotBreakTheOthers() throws IOException {
    PluginJar.with(folder, "no.such.Provider\ndev.flowtruth.cli.plugin.FixedProvider\n");
    CommandRun run = snapshot("--format", "csv");
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("warning: ", "no.such.Provider");
  }

  private CommandRun snapshot(String... more) {
    List<String> words = new ArrayList<>(List.of("snapshot", "--plugins", folder.toString()));
    if (!List.of(more).contains("-p")) {
      words.addAll(List.of("-p", "test-fixed"));
    }
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private static List<String> golden(String name) {
    try {
      return Files.readAllLines(Path.of("src/test/resources/golden", name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
