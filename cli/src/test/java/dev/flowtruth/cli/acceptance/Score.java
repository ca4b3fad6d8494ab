package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Counts verdicts by case and end, and prints them as a table. */
final class Score {
  private final Map<String, Map<String, Integer>> cells = new TreeMap<>();
  private final Set<String> words = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();
  private final Judge judge;
  private int rows;

  /** What an end of a labelled row is worth. */
  interface Judge {
    /**
     * Compares with the truth.
     *
     * @param cells the end's columns by their names without {@code src_} or {@code dst_}
     */
    Verdict of(TrueFlow flow, boolean source, Function<String, String> cells);
  }

  private Score(Judge judge) {
    this.judge = judge;
  }

  /** Judges every row of a labelled file; {@code idOf} finds the flow's number in a row. */
  static Score of(
      List<TrueFlow> flows,
      List<Map<String, String>> rows,
      Function<Map<String, String>, Integer> idOf) {
    Score score = new Score(Score::fair);
    for (Map<String, String> row : rows) {
      score.add(flows.get(idOf.apply(row)), row);
    }
    return score;
  }

  /** Judges every row of a labelled file, one after the other. */
  static Score of(
      List<TrueFlow> flows, Path labelled, Function<Map<String, String>, Integer> idOf, Judge judge)
      throws IOException {
    Score score = new Score(judge);
    LabelledFile.forEach(labelled, row -> score.add(flows.get(idOf.apply(row)), row));
    return score;
  }

  private void add(TrueFlow flow, Map<String, String> row) {
    rows++;
    String name = flow.scenario() + " " + bin(flow.lifeNanos());
    for (String end : List.of("src", "dst")) {
      boolean source = end.equals("src");
      count(name + " " + end, judge.of(flow, source, c -> cell(row, end + "_" + c)), flow);
    }
  }

  /** No answer is fair where it may be had: see {@link Verdict}. */
  static Verdict fair(TrueFlow flow, boolean source, Function<String, String> cells) {
    return Verdict.of(
        source ? flow.sourceHolds() : flow.destinationHolds(),
        cells.apply("pid"),
        cells.apply("process"),
        cells.apply("reason"));
  }

  private static String cell(Map<String, String> row, String name) {
    String value = row.get(name);
    if (value == null) {
      throw new AssertionError("no column " + name + " in " + row.keySet());
    }
    return value;
  }

  private void count(String cell, Verdict verdict, TrueFlow flow) {
    words.add(verdict.word());
    cells.computeIfAbsent(cell, k -> new TreeMap<>()).merge(verdict.word(), 1, Integer::sum);
    if (verdict.word().equals(Verdict.WRONG)) {
      wrong.add(cell + ": " + verdict.detail() + " in " + flow);
    }
  }

  /** The life that was meant, by the life that it was. */
  private static String bin(long nanos) {
    long millis = Duration.ofNanos(nanos).toMillis();
    String bin = ">=1000";
    for (int bound : new int[] {1000, 300, 100, 30, 10, 3, 1}) {
      bin = millis < bound ? "<" + bound : bin;
    }
    return bin + "ms";
  }

  int rows() {
    return rows;
  }

  /** Each wrong label, with the truth. */
  List<String> wrong() {
    return wrong;
  }

  /** What the verdicts were, {@code right} and {@code wrong} among them. */
  Set<String> words() {
    return words;
  }

  /** The lowest share of right ones in any case, on any end, 0 to 1. */
  double worstShareRight() {
    return cells.values().stream().mapToDouble(Score::share).min().orElse(0);
  }

  /** The share of right ones over all cases and both ends, 0 to 1. */
  double shareRight() {
    int right = cells.values().stream().mapToInt(c -> c.getOrDefault(Verdict.RIGHT, 0)).sum();
    return (double) right / cells.values().stream().mapToInt(Score::rows).sum();
  }

  /** The share of right ones over those of a life, such as {@code <300ms}, on both ends. */
  double shareRight(String life) {
    List<Map<String, Integer>> wanted =
        cells.entrySet().stream()
            .filter(cell -> cell.getKey().contains(" " + life + " "))
            .map(Map.Entry::getValue)
            .toList();
    int right = wanted.stream().mapToInt(c -> c.getOrDefault(Verdict.RIGHT, 0)).sum();
    return (double) right / wanted.stream().mapToInt(Score::rows).sum();
  }

  private static int rows(Map<String, Integer> cell) {
    return cell.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static double share(Map<String, Integer> cell) {
    return (double) cell.getOrDefault(Verdict.RIGHT, 0) / rows(cell);
  }

  /** A line for each case and end, a column for each verdict. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(String.format("%-48s", "case, life, end"));
    words.forEach(word -> text.append(String.format(" %18s", word)));
    cells.forEach(
        (name, cell) -> {
          text.append(String.format("%n%-48s", name));
          words.forEach(w -> text.append(String.format(" %18d", cell.getOrDefault(w, 0))));
        });
    return text.append(String.format("%nright: %.4f %%%n", 100 * shareRight())).toString();
  }
}
