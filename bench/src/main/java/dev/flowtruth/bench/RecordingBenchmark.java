package dev.flowtruth.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to record: a storm of sockets that saturates two cores, by TCP with data and by
 * UDP; steady traffic on one connection; doing nothing; starting.
 *
 * <p>Storms and traffic are timed in pairs, alone and recorded, each with the writing of the
 * recording's file; the rest of the machine should be quiet. Needs root, gcc, taskset and a built
 * checkout ({@code ./flowtruth providers}), and is run from its top:
 *
 * <pre>mvn -q -Dquick -DskipTests package &amp;&amp; ./flowtruth providers &amp;&amp;
 * java -cp "bench/target/classes:bench/target/lib/*" dev.flowtruth.bench.RecordingBenchmark linux-netlink 7
 * </pre>
 *
 * <p>After the provider's id and the number of pairs come the parts that are wanted: {@code tcp},
 * {@code udp}, {@code pingpong}, {@code idle}, {@code start}; all where none is named.
 */
public final class RecordingBenchmark {
  private static final List<String> PARTS = List.of("tcp", "udp", "pingpong", "idle", "start");

  /** About two seconds alone, each. */
  private static final String TCP_CONNECTIONS = "60000";

  private static final String UDP_SENDS = "240000";
  private static final String PING_PONG_MILLIS = "5000";
  private static final int IDLE_SECONDS = 20;
  private static final int SETTLE_SECONDS = 3;
  private static final int STARTS = 11;

  private final String provider;
  private final LoadProgram load;
  private final Path file;
  private final Pairs pairs;

  private RecordingBenchmark(String provider, int count, Path directory) throws Exception {
    this.provider = provider;
    load = LoadProgram.compile(directory);
    file = directory.resolve("r.jsonl");
    pairs = new Pairs(provider, file, count);
  }

  /** Takes the provider's id, the number of pairs, and the parts. */
  public static void main(String[] args) throws Exception {
    String provider = args.length > 0 ? args[0] : "linux-ebpf";
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    List<String> parts = args.length > 2 ? List.of(args).subList(2, args.length) : PARTS;
    Path directory = Files.createTempDirectory("flowtruth-bench");
    System.out.println("kernel " + System.getProperty("os.version"));
    RecordingBenchmark benchmark = new RecordingBenchmark(provider, count, directory);
    for (String part : parts) {
      benchmark.run(part);
    }
  }

  private void run(String part) throws Exception {
    switch (part) {
      case "tcp" ->
          pairs.compare(List.of("wall_ms", "cpu_ms"), load, "storm", "tcp", TCP_CONNECTIONS);
      case "udp" -> pairs.compare(List.of("wall_ms", "cpu_ms"), load, "storm", "udp", UDP_SENDS);
      case "pingpong" -> pingPong();
      case "idle" -> idle();
      case "start" -> start();
      default -> throw new IllegalArgumentException(part + " is none of " + PARTS);
    }
  }

  private void pingPong() throws Exception {
    LoadProgram pinned = load.onOneProcessor();
    Process server =
        new ProcessBuilder(pinned.command("echo-server", "127.0.0.1", "0"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = server.inputReader(StandardCharsets.UTF_8)) {
      String port = out.readLine().substring("ready ".length());
      pairs.compare(
          List.of("round_trips", "p50_us", "p99_us"),
          pinned,
          "pingpong-client",
          "127.0.0.1",
          port,
          "1",
          PING_PONG_MILLIS);
    } finally {
      server.destroy();
    }
  }

  private void idle() throws IOException, InterruptedException {
    try (RecordProcess record = RecordProcess.start(provider, file)) {
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      long cpu = record.cpuNanos();
      long wall = System.nanoTime();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      double share = (double) (record.cpuNanos() - cpu) / (System.nanoTime() - wall);
      System.out.printf(
          Locale.ROOT,
          "%s, idle for %d s: %.3f %% of a core%n",
          provider,
          IDLE_SECONDS,
          share * 100);
      System.out.println("  " + record.stop());
    }
  }

  private void start() throws IOException, InterruptedException {
    double[] millis = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      try (RecordProcess record = RecordProcess.start(provider, file)) {
        millis[i] = record.readyNanos() / 1e6;
        record.stop();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s, from ./flowtruth record to ready: %.0f ms (%.0f to %.0f, %d starts)%n",
        provider,
        Pairs.median(millis),
        Arrays.stream(millis).min().orElseThrow(),
        Arrays.stream(millis).max().orElseThrow(),
        STARTS);
  }
}
