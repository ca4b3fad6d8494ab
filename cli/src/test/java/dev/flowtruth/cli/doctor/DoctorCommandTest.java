package dev.flowtruth.cli.doctor;

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

/** The doctor on the made-up sockets. */
class DoctorCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void plugIn() throws IOException {
    PluginJar.in(folder);
  }

  @Test
  void ownersThatMayNotBeReadHaveACauseAndALineToType() {
    CommandRun run = doctor();
    assertThat(run.code()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.contains("of them without owner: 1 kernel, 1 no_permission"))
        .containsSubsequence(
            "    no_permission: a lock is on it", "      to see it, type: sudo pick lock");
  }

  @Test
  void scriptsGetTheCausesToo() {
    assertThat(doctor("--json").out())
        .contains(
            "\"no_permission\":[{\"cause\":\"a lock is on it\",\"remedy\":\"sudo pick lock\"}]");
  }

  @Test
  void whatIsClaimedAndMissedIsAFailure() {
    CommandRun run = doctor("--selftest");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Known sockets, made for a second:", "missed", "Caught 0 of ");
  }

  private CommandRun doctor(String... more) {
    List<String> words =
        new ArrayList<>(List.of("doctor", "-p", "test-fixed", "--plugins", folder.toString()));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }
}
