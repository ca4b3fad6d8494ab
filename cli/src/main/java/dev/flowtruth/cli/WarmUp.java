package dev.flowtruth.cli;

import dev.flowtruth.cli.console.Console;
import java.io.OutputStream;
import java.util.List;

/**
 * Runs what short commands run, into the void, so that the JVM can archive the classes that they
 * load ({@code -XX:ArchiveClassesAtExit}). The launcher calls it once after each build.
 */
public final class WarmUp {
  private static final List<List<String>> RUNS =
      List.of(
          List.of("providers"),
          List.of("providers", "--json"),
          List.of("snapshot"),
          List.of("snapshot", "--format", "jsonl"),
          List.of("snapshot", "--format", "csv"),
          List.of("snapshot", "--help"));

  private WarmUp() {}

  /** Takes no arguments; what a run returns does not matter. */
  public static void main(String[] args) {
    Console nowhere = Console.of(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    RUNS.forEach(run -> Main.run(nowhere, run.toArray(String[]::new)));
  }
}
