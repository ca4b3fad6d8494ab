package dev.flowtruth.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same work alone and while a recording is made, in turn; which comes first alternates. Only
 * the ratios within a pair mean anything, and of these the median.
 */
final class Pairs {
  private final String provider;
  private final Path file;
  private final int count;

  Pairs(String provider, Path file, int count) {
    this.provider = provider;
    this.file = file;
    this.count = count;
  }

  /**
   * Runs and prints.
   *
   * @param figures of the work's line whose ratios are printed
   * @param load the program that works
   * @param work its arguments
   */
  void compare(List<String> figures, LoadProgram load, String... work) throws Exception {
    load.measure(work); // in vain: the kernel's tables are as full in the first pair as later
    List<Map<String, Double>> alone = new ArrayList<>();
    List<Map<String, Double>> recorded = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        alone.add(load.measure(work));
        recorded.add(whileRecording(load, work));
      } else {
        recorded.add(whileRecording(load, work));
        alone.add(load.measure(work));
      }
      System.out.printf("  pair %d: alone %s, recorded %s%n", i + 1, alone.get(i), recorded.get(i));
    }
    System.out.println(provider + ", " + String.join(" ", work) + ", medians of " + count);
    figures.forEach(figure -> print(figure, alone, recorded));
    System.out.printf(
        Locale.ROOT, "  record's own CPU: %.0f ms%n", median(of("record_cpu_ms", recorded)));
  }

  private Map<String, Double> whileRecording(LoadProgram load, String... work) throws Exception {
    try (RecordProcess record = RecordProcess.start(provider, file)) {
      long before = record.cpuNanos();
      Map<String, Double> figures = load.measure(work);
      figures.put("record_cpu_ms", (record.cpuNanos() - before) / 1e6);
      System.out.println("  " + record.stop());
      return figures;
    }
  }

  private static void print(
      String figure, List<Map<String, Double>> alone, List<Map<String, Double>> recorded) {
    double[] one = of(figure, alone);
    double[] other = of(figure, recorded);
    double[] ratios = new double[one.length];
    Arrays.setAll(ratios, i -> other[i] / one[i]);
    System.out.printf(
        Locale.ROOT,
        "  %s: alone %.2f, recorded %.2f, ratio %.3f (%.3f to %.3f)%n",
        figure,
        median(one),
        median(other),
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  private static double[] of(String figure, List<Map<String, Double>> runs) {
    return runs.stream().mapToDouble(run -> run.getOrDefault(figure, Double.NaN)).toArray();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
