package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import dev.flowtruth.workload.Truth;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same traffic, labelled by NFStream itself and by us in NFStream's own file. */
@Tag("acceptance")
class NfstreamAcceptanceTest {
  private static final List<Kind> KINDS =
      List.of(
          Kind.TCP4, Kind.TCP_MAPPED, Kind.UDP_CONNECTED, Kind.UDP_UNCONNECTED, Kind.UDP_MAPPED);

  @TempDir private Path directory;
  private Lab lab;
  private Run run;
  private FlowLoad load;

  @BeforeEach
  void build() throws IOException {
    List<String> asked = List.of("python3", "-c", "import nfstream, psutil");
    assumeTrue(
        Shell.run(asked).exit() == 0,
        "NFStream is missing: python3 -m pip install nfstream==6.6.0 psutil");
    lab = Lab.build();
    run = new Run(directory);
    load = FlowLoad.build(directory, run.truth());
  }

  @AfterEach
  void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void labelsMoreRowsThanNfstreamItselfAndNoneWrongly() throws Exception {
    Path rows = directory.resolve("nfstream.csv");
    Process nfstream = nfstream(rows);
    try (Flowtruth.Recording recording =
        Flowtruth.startRecording(run.recording(), "--period", "10ms")) {
      traffic();
      letFlowsExpire();
      recording.stop("TERM").expect(0);
    } finally {
      nfstream.getOutputStream().close();
      Shell.await(nfstream, List.of("nfstream"));
    }
    Path out = directory.resolve("labelled.csv");
    Flowtruth.label(rows, run.recording(), out).expect(0);

    Comparison comparison = compared(LabelledFile.read(rows), LabelledFile.read(out));
    Tables.print("beside NFStream", comparison);
    assertThat(comparison.rows).isGreaterThanOrEqualTo(200);
    assertThat(comparison.ourWrong).isZero();
    assertThat(comparison.ourRight).isGreaterThan(comparison.itsRight);
  }

  /** Its capture runs in A, on loopback, where both ends of every flow are. */
  private Process nfstream(Path out) throws IOException {
    Path script = directory.resolve("nfstream_live.py");
    try (InputStream in = getClass().getResourceAsStream("nfstream_live.py")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    List<String> words = List.of("python3", script.toString(), "lo", out.toString());
    Process process =
        new ProcessBuilder(lab.inA(words)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("ready");
    return process;
  }

  private void traffic() throws Exception {
    List<Duration> lives =
        LongStream.of(1, 10, 30, 100, 300, 1000).mapToObj(Duration::ofMillis).toList();
    Plan plan = new Plan(KINDS, lives, 10, 4, Duration.ofMillis(20), 5);
    List<String> server =
        lab.inA(WorkloadProcess.command(List.of("serve", "--truth", run.truth().toString())));
    Process serving =
        new ProcessBuilder(server).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8))) {
      String ports = out.readLine().substring("ready ".length());
      Shell.run(
              lab.inA(WorkloadProcess.clientCommand(run.truth(), "127.0.0.1", "::1", ports, plan)))
          .expect(0);
    } finally {
      serving.getOutputStream().close();
      Shell.await(serving, server);
    }
  }

  /** NFStream's clock is that of the packets: without any, no flow expires. */
  private void letFlowsExpire() throws IOException {
    List<String> listen = load.command("server-udp", "127.0.0.1", "0");
    try (FlowLoad.Server server = load.server("tick", lab.inA(listen))) {
      List<String> tick = load.command("client-udp", "127.0.0.1", server.port(), "50", "100");
      load.client("tick", lab.inA(tick));
    }
  }

  /** What each got right and wrong in NFStream's rows. */
  private static final class Comparison {
    int rows;
    int ourRight;
    int ourWrong;
    int itsRight;
    int itsWrong;

    @Override
    public String toString() {
      return String.format(
          "%d rows%nflowtruth: %d right, %d wrong, %d without a label%n"
              + "NFStream:  %d right, %d wrong, %d without a label%n",
          rows,
          ourRight,
          ourWrong,
          rows - ourRight - ourWrong,
          itsRight,
          itsWrong,
          rows - itsRight - itsWrong);
    }
  }

  private Comparison compared(List<Map<String, String>> its, List<Map<String, String>> ours)
      throws IOException {
    Comparison comparison = new Comparison();
    List<TrueFlow> flows = run.flows(flow -> !flow.scenario().equals("tick"));
    for (int i = 0; i < its.size(); i++) {
      Map<String, String> row = ours.get(i);
      List<TrueFlow> fitting = flows.stream().filter(flow -> fits(flow, row)).toList();
      if (fitting.size() == 1) {
        judge(comparison, fitting.get(0), its.get(i), row);
      }
    }
    return comparison;
  }

  private static void judge(
      Comparison comparison, TrueFlow flow, Map<String, String> its, Map<String, String> ours) {
    boolean turned = port(ours, "src_port") != flow.source().port();
    List<Truth> source = turned ? flow.destinationHolds() : flow.sourceHolds();
    List<Truth> destination = turned ? flow.sourceHolds() : flow.destinationHolds();
    String itsPid = its.getOrDefault("system_process_pid", "-1");
    String ourPid = ours.getOrDefault("system_process_pid", "-1");
    List<Truth> end = ours.getOrDefault("src_pid", "").isEmpty() ? destination : source;
    comparison.rows++;
    if (!Set.of("-1", "").contains(ourPid)) {
      boolean right = Verdict.isRightPid(end, ourPid);
      comparison.ourRight += right ? 1 : 0;
      comparison.ourWrong += right ? 0 : 1;
    }
    if (!Set.of("-1", "").contains(itsPid)) {
      boolean right = Verdict.isRightPid(source, itsPid) || Verdict.isRightPid(destination, itsPid);
      comparison.itsRight += right ? 1 : 0;
      comparison.itsWrong += right ? 0 : 1;
    }
  }

  private static boolean fits(TrueFlow flow, Map<String, String> row) {
    int source = port(row, "src_port");
    int destination = port(row, "dst_port");
    int opener = flow.source().port();
    int other = flow.destination().port();
    boolean ports =
        source == opener && destination == other || source == other && destination == opener;
    return ports
        && row.getOrDefault("protocol", "").equals("" + flow.protocol())
        && millis(row, "bidirectional_first_seen_ms") <= flow.lastNanos() / 1_000_000
        && millis(row, "bidirectional_last_seen_ms") >= flow.firstNanos() / 1_000_000;
  }

  private static int port(Map<String, String> row, String name) {
    return Integer.parseInt(row.getOrDefault(name, "0"));
  }

  private static long millis(Map<String, String> row, String name) {
    return Long.parseLong(row.getOrDefault(name, "0"));
  }
}
