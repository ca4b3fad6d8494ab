package dev.flowtruth.cli.options;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The recordings that are read. {@code -r} takes every word up to the next option; so where the
 * words of the command itself come last ({@code label -r r.jsonl flows.csv}), the last one is its.
 */
public final class RecordingInputs {
  @Option(
      names = {"-r", "--recording"},
      paramLabel = "RECORDING",
      arity = "1..*",
      description = "Recordings: of several hosts, parts of rotated ones, - for stdin.")
  private List<String> recordings = new ArrayList<>();

  /** The recordings, given what the command has for itself. */
  public List<String> names(List<String> own) {
    boolean lends = own.isEmpty() && recordings.size() > 1;
    return lends ? recordings.subList(0, recordings.size() - 1) : recordings;
  }

  /** The command's own words, the one that {@code -r} took from it included. */
  public List<String> wordsOf(List<String> own) {
    boolean lends = own.isEmpty() && recordings.size() > 1;
    return lends ? recordings.subList(recordings.size() - 1, recordings.size()) : own;
  }
}
