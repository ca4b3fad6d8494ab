package dev.flowtruth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What a poll costs once the owners are known, beside {@code ss -tunap} and psutil's {@code
 * net_connections} over the same sockets, in turn within one run. Only the ratios mean anything.
 *
 * <p>psutil is timed inside one Python process, imports excluded; {@code ss} with its start, which
 * is part of what a poller pays for it.
 *
 * <pre>pip install psutil
 * mvn -q -Dquick -DskipTests package &amp;&amp;
 * java -cp "bench/target/classes:bench/target/lib/*" dev.flowtruth.bench.SnapshotBenchmark 10000
 * </pre>
 *
 * <p>After the provider's id may follow the command of a C program that reads the same kernel's
 * iterator and prints {@code median_ms}; it is run in each round too (see read_iterator.c):
 *
 * <pre>... SnapshotBenchmark 10000 linux-ebpf ./read_iterator flowtruth.bpf.o glance 20
 * </pre>
 */
public final class SnapshotBenchmark {
  private static final int ROUNDS = 15;
  private static final int POLLS_A_ROUND = 20;
  private static final int WARM_UP = 300;
  private static final double MILLI = 1e6;

  private static final String PSUTIL =
      """
      import psutil, sys, time
      for line in sys.stdin:
          t = time.perf_counter_ns()
          n = len(psutil.net_connections(kind='inet'))
          print(time.perf_counter_ns() - t, flush=True)
      """;

  private SnapshotBenchmark() {}

  /** Takes the number of sockets, 10,000 by default, and the provider's id. */
  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    String id = args.length > 1 ? args[1] : "linux-netlink";
    SocketProvider provider = Providers.load().byId(id).orElseThrow();
    List<String> reader = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
    List<DatagramSocket> sockets = open(count);
    try (SocketSource source = provider.open(SourceOptions.defaults())) {
      compare(source, reader);
    } finally {
      sockets.forEach(DatagramSocket::close);
    }
  }

  private static void compare(SocketSource source, List<String> reader) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      source.snapshot(Look.POLL);
    }
    double[] polls = new double[ROUNDS];
    double[] ss = new double[ROUNDS];
    double[] psutil = new double[ROUNDS];
    double[] c = new double[ROUNDS];
    Process python = new ProcessBuilder("python3", "-c", PSUTIL).start();
    try {
      for (int i = 0; i < ROUNDS; i++) {
        polls[i] = poll(source);
        ss[i] = time(SnapshotBenchmark::ss);
        psutil[i] = psutil(python);
        c[i] = reader.isEmpty() ? 0 : inC(reader);
      }
    } finally {
      python.destroy();
    }
    int seen = source.snapshot(Look.POLL).sockets().size();
    report(seen, median(polls), median(ss), median(psutil));
    if (!reader.isEmpty()) {
      System.out.printf(
          "C reader %.2f ms, poll %.2f x%n", median(c), median(polls) / MILLI / median(c));
    }
  }

  private static void report(int seen, double poll, double ss, double psutil) {
    System.out.printf(
        "%d sockets: poll %.2f ms, ss -tunap %.1f ms (%.1f x), psutil %.1f ms (%.1f x)%n",
        seen, poll / MILLI, ss / MILLI, ss / poll, psutil / MILLI, psutil / poll);
  }

  /** The median of a round's polls, as the C program prints it of its passes. */
  private static double poll(SocketSource source) throws Exception {
    double[] times = new double[POLLS_A_ROUND];
    for (int i = 0; i < POLLS_A_ROUND; i++) {
      times[i] = time(() -> source.snapshot(Look.POLL).sockets());
    }
    return median(times);
  }

  private static Object ss() throws Exception {
    return new ProcessBuilder("ss", "-tunap")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static double psutil(Process python) throws IOException {
    python.outputWriter().append('\n').flush();
    String line = python.inputReader().readLine();
    if (line == null) {
      throw new IOException("psutil: " + new String(python.getErrorStream().readAllBytes(), UTF_8));
    }
    return Double.parseDouble(line);
  }

  private static double inC(List<String> reader) throws IOException, InterruptedException {
    Double millis = LoadProgram.figures(LoadProgram.output(reader)).get("median_ms");
    if (millis == null) {
      throw new IOException(reader + " printed no median_ms");
    }
    return millis;
  }

  private static double time(Callable<?> action) throws Exception {
    long start = System.nanoTime();
    action.call();
    return System.nanoTime() - start;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<DatagramSocket> open(int count) throws IOException {
    List<DatagramSocket> sockets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sockets.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }
    return sockets;
  }
}
