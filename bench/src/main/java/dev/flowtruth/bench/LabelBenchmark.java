package dev.flowtruth.bench;

import dev.flowtruth.core.label.FlowMatcher;
import dev.flowtruth.core.label.MatchOptions;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.formats.flows.FlowFormats;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.LabelOptions;
import dev.flowtruth.formats.flows.LabelPipeline;
import dev.flowtruth.formats.flows.LabelReport;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Labels an NFStream CSV, from file to file, beside DuckDB's hash join with a range condition on
 * the same data, in turns; prints the seconds of each and the ratio of the medians. Above 1 means
 * that flowtruth is faster. DuckDB reads its intervals from a table in memory, as flowtruth does.
 *
 * <pre>pip install duckdb
 * mvn -q -Dquick -DskipTests package &amp;&amp;
 * java -Xmx256m -cp "bench/target/classes:bench/target/lib/*" dev.flowtruth.bench.LabelBenchmark \
 *   FOLDER bench/src/main/python/label_with_duckdb.py 2000000 200000</pre>
 *
 * <p>The folder needs room for three times the flow file (1.5 GB for 2 M rows).
 */
public final class LabelBenchmark {
  private static final int ROUNDS = 3;

  private final Path flows;
  private final Path intervals;
  private final Path output;
  private final int rows;
  private final LabelPipeline pipeline;

  private LabelBenchmark(Path folder, int rows, int intervalCount) throws IOException {
    this.flows = folder.resolve("flows.csv");
    this.intervals = folder.resolve("intervals.csv");
    this.output = folder.resolve("labelled.csv");
    this.rows = rows;
    OwnershipHistory history = Intervals.history(intervalCount);
    FlowFiles.writeFlows(history, rows, flows);
    FlowFiles.writeIntervals(history, intervals);
    FlowMatcher matcher = new FlowMatcher(List.of(history), MatchOptions.defaults());
    pipeline = new LabelPipeline(FlowFormats.load(), matcher::label, LabelOptions.defaults());
  }

  /** Takes a folder, the script, the number of rows, the number of intervals. */
  public static void main(String[] args) throws IOException, InterruptedException {
    LabelBenchmark benchmark =
        new LabelBenchmark(Path.of(args[0]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    benchmark.run(Path.of(args[1]));
  }

  /**
   * What a run took.
   *
   * @param seconds by the clock
   * @param cpu by the processor: of use where others work on the machine too
   */
  private record Cost(double seconds, double cpu) {}

  private void run(Path script) throws IOException, InterruptedException {
    List<Cost> ours = new ArrayList<>();
    List<Cost> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Cost own = flowtruth();
      Cost other = duckdb(script);
      ours.add(own);
      theirs.add(other);
      print("flowtruth %.2f s (CPU %.2f)", own.seconds(), own.cpu());
      print("DuckDB    %.2f s (CPU %.2f)", other.seconds(), other.cpu());
    }
    print("flowtruth labels %,.0f rows/s", rows / median(ours, Cost::seconds));
    print(
        "flowtruth is %.2f times as fast as DuckDB, with %.2f times its CPU time",
        median(theirs, Cost::seconds) / median(ours, Cost::seconds),
        median(ours, Cost::cpu) / median(theirs, Cost::cpu));
  }

  private Cost flowtruth() throws IOException {
    long begin = System.nanoTime();
    long cpu = cpuNanos();
    try (FlowInput in = FlowInput.open(flows);
        OutputStream out = new FileOutputStream(output.toFile())) {
      LabelReport report = pipeline.label(in, out, bad -> print("%s", bad));
      if (report.rows() != rows || report.rowsLabelled() == 0) {
        throw new IllegalStateException("not labelled:\n" + report.toText());
      }
    }
    Cost cost = new Cost((System.nanoTime() - begin) / 1e9, (cpuNanos() - cpu) / 1e9);
    Files.delete(output);
    return cost;
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** The script prints what its statement took, without the start of the program. */
  private Cost duckdb(Path script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "python3",
                script.toString(),
                flows.toString(),
                intervals.toString(),
                output.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the script failed");
    }
    Files.delete(output);
    int blank = printed.indexOf(' ');
    return new Cost(
        Double.parseDouble(printed.substring(0, blank)),
        Double.parseDouble(printed.substring(blank + 1)));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
    double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
