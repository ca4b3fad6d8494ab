package dev.flowtruth.bench;

import dev.flowtruth.core.label.FlowMatcher;
import dev.flowtruth.core.label.MatchOptions;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.formats.capture.CaptureFlows;
import dev.flowtruth.formats.capture.CaptureLabelling;
import dev.flowtruth.formats.capture.InterfaceLabellers;
import dev.flowtruth.formats.capture.ProcessInfo;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.LabelReport;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Labels a pcapng capture from file to file, and makes a flow table of it; prints gigabytes a
 * minute and packets a second of each.
 *
 * <pre>mvn -q -Dquick -DskipTests package &amp;&amp;
 * java -Xmx256m -cp "bench/target/classes:bench/target/lib/*" dev.flowtruth.bench.CaptureBenchmark \
 *   FOLDER 1000 700 100000</pre>
 *
 * <p>The numbers are the megabytes of the capture, the bytes of a packet (54 or more), and the
 * connections of the recording. The folder needs room for three times the capture.
 */
public final class CaptureBenchmark {
  private static final int ROUNDS = 3;
  private static final double MINUTE = 60;

  private final Path capture;
  private final Path output;
  private final long packets;
  private final long bytes;
  private final InterfaceLabellers labellers;

  private CaptureBenchmark(Path folder, long megabytes, int packetSize, int connections)
      throws IOException {
    capture = folder.resolve("capture.pcapng");
    output = folder.resolve("labelled.out");
    OwnershipHistory history = Intervals.history(connections);
    packets =
        new CaptureFile(history, Math.max(packetSize, CaptureFile.smallest()))
            .write(megabytes * 1_000_000, capture);
    bytes = Files.size(capture);
    FlowMatcher matcher = new FlowMatcher(List.of(history), MatchOptions.defaults());
    labellers = name -> matcher::label;
  }

  /** Takes a folder, megabytes, bytes of a packet, connections. */
  public static void main(String[] args) throws IOException {
    CaptureBenchmark benchmark =
        new CaptureBenchmark(
            Path.of(args[0]),
            Long.parseLong(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    for (int round = 0; round < ROUNDS; round++) {
      benchmark.label();
      benchmark.flows();
    }
  }

  private interface Work {
    LabelReport run(FlowInput input, OutputStream out) throws IOException;
  }

  private void label() throws IOException {
    CaptureLabelling labelling =
        new CaptureLabelling(
            labellers, Duration.ZERO, ProcessInfo.usual(), LabelColumns.standard());
    measure("label", (input, out) -> labelling.label(input, out, CaptureBenchmark::print));
  }

  private void flows() throws IOException {
    CaptureFlows flows =
        new CaptureFlows(labellers, Duration.ZERO, Duration.ofMinutes(2), LabelColumns.standard());
    measure("flows", (input, out) -> flows.write(input, out, CaptureBenchmark::print));
  }

  private void measure(String what, Work work) throws IOException {
    long begin = System.nanoTime();
    LabelReport report;
    try (FlowInput input = FlowInput.open(capture);
        OutputStream out = new FileOutputStream(output.toFile())) {
      report = work.run(input, out);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    print(
        String.format(
            Locale.ROOT,
            "%s: %.1f s, %.2f GB a minute, %,.0f packets/s; %,d rows, %.1f %% with an owner",
            what,
            seconds,
            bytes / 1e9 * MINUTE / seconds,
            packets / seconds,
            report.rows(),
            100.0 * report.rowsLabelled() / report.rows()));
    Files.delete(output);
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
