package dev.flowtruth.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.ChildRun;
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

class WatchCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void plugIn() throws IOException {
    PluginJar.in(folder);
  }

  @Test
  void eventsBeginWithEventTimeAndCause() {
    CommandRun run = watch("--format", "jsonl", "--period", "10ms", "--duration", "300ms");
    assertThat(run.code()).isZero();
    List<String> ofClient = run.lines().stream().filter(l -> l.contains("cookie:12")).toList();
    assertThat(ofClient).hasSize(2);
    assertThat(ofClient.get(0)).startsWith("{\"event\":\"opened\",\"time\":\"20");
    assertThat(ofClient.get(1))
        .matches("\\{\"event\":\"closed\",\"time\":\"20[^\"]*Z\",\"cause\":\"gone\",.*");
  }

  @Test
  void whatIsOpenAtTheEndIsNotToldAsClosed() {
    CommandRun run = watch("--format", "jsonl", "--period", "10ms", "--duration", "200ms");
    assertThat(run.lines()).noneMatch(l -> l.contains("closed") && l.contains("cookie:11"));
  }

  @Test
  void filtersHold() {
    CommandRun run = watch("--port", "3344", "--period", "10ms", "--duration", "300ms");
    assertThat(run.lines()).hasSize(2).allMatch(line -> line.contains("5.6.7.8:3344"));
    assertThat(run.err()).containsPattern("watched: 1 opened, 1 closed, \\d+ looks, 0 lost\n");
  }

  @Test
  void sumCountsTheLinesThatWerePrinted() {
    CommandRun run = watch("--period", "10ms", "--duration", "300ms");
    long opened = run.lines().stream().filter(line -> line.contains(" opened ")).count();
    assertThat(opened).isEqualTo(4);
    assertThat(run.err()).contains("watched: 4 opened, 1 closed, ");
  }

  @Test
  void readyIsSaidAlsoWhenQuietAndTotalsAreNot() {
    CommandRun run = watch("-q", "--duration", "100ms");
    assertThat(run.err()).isEqualTo("ready: watching through test-fixed\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalEndsItInOrder(String signal) throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(words("--format", "jsonl"))) {
      run.awaitLine("ready").signal(signal);
      assertThat(run.out().lines()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(run.err()).startsWith("watched: ");
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void closedPipeEndsItQuietly() throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(words("-q", "--period", "100ms"))) {
      run.process().getInputStream().close();
      assertThat(run.exitCode()).isZero();
      assertThat(run.err().lines().filter(line -> !line.startsWith("ready"))).isEmpty();
    }
  }

  private CommandRun watch(String... more) {
    return CommandRun.of(words(more));
  }

  private String[] words(String... more) {
    List<String> words =
        new ArrayList<>(List.of("watch", "-p", "test-fixed", "--plugins", folder.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
