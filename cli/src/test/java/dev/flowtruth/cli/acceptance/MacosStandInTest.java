package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.workload.Kind;
import dev.flowtruth.workload.Plan;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command with {@code macos-libproc} on the stand-in of macOS' library, beside {@code
 * linux-netlink} on the same sockets of this machine: the same owners, row by row.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the stand-in of macOS' library is for Linux")
class MacosStandInTest {
  private static final Path SOURCES = Path.of("../platform-macos/src/test/c");
  private static final List<String> MACOS = List.of("--assume-os", "macos", "-p", "macos-libproc");
  private static final List<String> LINUX = List.of("-p", "linux-netlink");

  private static final List<String> TUPLE =
      List.of("protocol", "local_ip", "local_port", "peer_ip", "peer_port", "state");
  private static final List<String> OWNER = List.of("pid", "process", "executable", "role", "user");

  private static final List<String> LABELS =
      List.of("pid", "process", "executable", "user", "owners", "basis", "reason");

  private static final List<Kind> KINDS =
      List.of(
          Kind.TCP4,
          Kind.TCP_MAPPED,
          Kind.TCP_SELF,
          Kind.UDP_CONNECTED,
          Kind.UDP_UNCONNECTED,
          Kind.UDP_ONE_TO_MANY);

  @TempDir private Path folder;

  @BeforeEach
  void build() {
    assumeTrue(Shell.has("gcc"), "missing: gcc, without which there is no stand-in of libSystem");
    String library = folder.resolve("libSystem.so").toString();
    List<String> words = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-std=gnu11", "-o"));
    words.add(library);
    words.add(SOURCES.resolve("processes.c").toString());
    words.add(SOURCES.resolve("sockets.c").toString());
    Shell.run(words).expect(0);
  }

  private Map<String, String> environment(String settings) {
    return Map.of("JAVA_TOOL_OPTIONS", "-Djna.library.path=" + folder, "STAND_IN", settings);
  }

  private Shell.Result flowtruth(String settings, List<String> provider, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, provider);
    String[] arguments = all.toArray(String[]::new);
    return Shell.run(Flowtruth.command(arguments), environment(settings));
  }

  /** The owners of the sockets on these ports, by tuple; others left remains on some of them. */
  private Map<String, Set<String>> owners(List<String> provider, Set<String> ports)
      throws IOException {
    Shell.Result run = flowtruth("", provider, "snapshot", "--format", "csv").expect(0);
    Path csv = Files.writeString(folder.resolve("snapshot.csv"), run.out());
    Map<String, Set<String>> owners = new TreeMap<>();
    for (Map<String, String> row : LabelledFile.read(csv)) {
      boolean isOurs = ports.contains(row.get("protocol") + row.get("local_port"));
      if (isOurs && !row.get("state").equals("time_wait")) {
        owners.computeIfAbsent(cells(row, TUPLE), x -> new TreeSet<>()).add(cells(row, OWNER));
      }
    }
    return owners;
  }

  private static String cells(Map<String, String> row, List<String> names) {
    return String.join(" ", names.stream().map(name -> row.getOrDefault(name, "")).toList());
  }

  @Test
  void snapshotHasTheSameOwnersAsNetlinkRowByRow() throws Exception {
    try (WorkloadProcess one = WorkloadProcess.puppet();
        WorkloadProcess two = WorkloadProcess.puppet()) {
      Set<String> ports = new HashSet<>();
      WorkloadProcess.Reply four = listen(one, two, "4", "127.0.0.1", "127.0.0.1", ports);
      listen(one, two, "6", "::1", "::1", ports);
      listen(one, two, "6", "::", "127.0.0.1", ports);
      for (String udp : List.of("4 127.0.0.1", "4 0.0.0.0", "6 ::1", "6 ::")) {
        int port = one.ask("udp-bind " + udp).localPort();
        ports.add("udp" + port);
        String to = udp.startsWith("4") ? "4 127.0.0.1 " : "6 ::1 ";
        ports.add("udp" + two.ask("udp-connect " + to + port).localPort());
      }
      Process fork = forked(four.localPort());
      ports.add("tcp" + port(fork));
      one.ask("tcp-accept " + four.socket()); // what nobody accepted yet has no holder
      try {
        Map<String, Set<String>> linux = owners(LINUX, ports);
        Map<String, Set<String>> macos = owners(MACOS, ports);

        assertThat(linux).hasSize(19);
        assertThat(linux.values()).anyMatch(owners -> owners.size() == 2);
        assertThat(macos).isEqualTo(linux);
      } finally {
        fork.descendants().forEach(ProcessHandle::destroyForcibly);
        fork.destroyForcibly();
      }
    }
  }

  /** A listener with an accepted connection; its port and that of the other end are added. */
  private static WorkloadProcess.Reply listen(
      WorkloadProcess one,
      WorkloadProcess two,
      String family,
      String on,
      String to,
      Set<String> ports) {
    WorkloadProcess.Reply listener = one.ask("tcp-listen " + family + " " + on);
    String target = family + " " + to + " " + listener.localPort();
    ports.add("tcp" + listener.localPort());
    ports.add("tcp" + two.ask("tcp-connect " + target).localPort());
    one.ask("tcp-accept " + listener.socket());
    return listener;
  }

  /** A process that connected and forked, which says its local port. */
  private static Process forked(int port) throws IOException {
    assumeTrue(Shell.has("python3"), "missing: python3, which forks with a socket");
    String script =
        "import os, socket, time\n"
            + "s = socket.create_connection(('127.0.0.1', %d))\n"
            + "s.set_inheritable(True)\n"
            + "os.fork() or time.sleep(60)\n"
            + "print(s.getsockname()[1], flush=True)\n"
            + "time.sleep(60)\n";
    return new ProcessBuilder("python3", "-c", String.format(script, port)).start();
  }

  private static int port(Process fork) throws IOException {
    return Integer.parseInt(fork.inputReader().readLine());
  }

  /** Two recordings of one load, one by each provider, and what each makes of the same flows. */
  @Test
  void recordAndLabelGiveTheSameOwnersAsNetlinkRowByRow() throws IOException {
    Run run = new Run(folder);
    Path linux = folder.resolve("linux.jsonl");
    Path macos = folder.resolve("macos.jsonl");
    Plan plan = new Plan(KINDS, List.of(Duration.ofMillis(500)), 6, 12, Duration.ofMillis(50), 1);
    String[] periods = {"--period", "20ms"};
    try (WorkloadProcess server = WorkloadProcess.server(run.truth(), true);
        Flowtruth.Recording one = Flowtruth.startRecording(linux, words(LINUX, periods));
        Flowtruth.Recording two =
            Flowtruth.startRecording(environment(""), macos, words(MACOS, periods))) {
      WorkloadProcess.runClient(run.truth(), "127.0.0.1", "::1", server.ports(), plan);
      one.stop("INT").expect(0);
      two.stop("INT").expect(0);
    }
    Path flows = FlowFiles.nfstream(folder.resolve("flows.csv"), run.flows());
    Map<String, String> byLinux = labels(flows, linux, folder.resolve("by-linux.csv"));
    Map<String, String> byMacos = labels(flows, macos, folder.resolve("by-macos.csv"));

    assertThat(byLinux).hasSizeGreaterThan(50);
    assertThat(byMacos).isEqualTo(byLinux);
  }

  private static String[] words(List<String> provider, String... more) {
    List<String> all = new ArrayList<>(provider);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Map<String, String> labels(Path flows, Path recording, Path out)
      throws IOException {
    Flowtruth.label(flows, recording, out).expect(0);
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map<String, String> row : LabelledFile.read(out)) {
      StringBuilder label = new StringBuilder();
      for (String end : List.of("src_", "dst_")) {
        LABELS.forEach(name -> label.append(row.get(end + name)).append(' '));
      }
      labels.put(row.get("id"), label.toString());
    }
    return labels;
  }

  @Test
  void flowsOfAProcessThatMayNotBeReadHaveNoPermissionForAReason() throws Exception {
    Path recording = folder.resolve("r.jsonl");
    Path flows = folder.resolve("flow.csv");
    try (WorkloadProcess one = WorkloadProcess.puppet();
        WorkloadProcess two = WorkloadProcess.puppet();
        Flowtruth.Recording recorder =
            Flowtruth.startRecording(
                environment("deny=" + one.pid()), recording, words(MACOS, "--period", "20ms"))) {
      int server = one.ask("tcp-listen 4 127.0.0.1").localPort();
      long now = System.currentTimeMillis();
      int client = two.ask("tcp-connect 4 127.0.0.1 " + server).localPort();
      Thread.sleep(500);
      recorder.stop("INT").expect(0);
      Files.writeString(
          flows,
          "id,src_ip,src_port,dst_ip,dst_port,protocol,bidirectional_first_seen_ms,"
              + "bidirectional_last_seen_ms\n"
              + String.format(
                  "0,127.0.0.1,%d,127.0.0.1,%d,6,%d,%d%n", client, server, now + 100, now + 400));
      Path out = folder.resolve("out.csv");
      Flowtruth.label(flows, recording, out).expect(0);

      assertThat(LabelledFile.read(out))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("src_pid", "" + two.pid())
                      .containsEntry("dst_pid", "")
                      .containsEntry("dst_reason", "no_permission"));
    }
  }

  @Test
  void snapshotSaysWhoMayNotBeReadAndThatMacosIsAssumed() throws IOException {
    try (WorkloadProcess one = WorkloadProcess.puppet()) {
      int port = one.ask("tcp-listen 4 127.0.0.1").localPort();
      Shell.Result run =
          flowtruth("deny=" + one.pid() + ",crowd=20000", MACOS, "snapshot", "--format", "csv");

      run.expect(0);
      assertThat(run.out()).doesNotContain("," + port + ",");
      assertThat(run.err())
          .contains("asked as if this were macos")
          .contains("could not see sockets of processes that may not be read")
          .contains("(Operation not permitted)", "process " + one.pid() + " (java)");
    }
  }

  @Test
  void providersNamesTheOneThatRunsAndWithoutTheLibraryWhatIsMissing() {
    List<String> macos = List.of("--assume-os", "macos");

    assertThat(flowtruth("", macos, "providers").expect(0).out())
        .containsPattern("macos-libproc +macos +yes +polling");
    assertThat(Flowtruth.run("providers", "--assume-os", "macos").expect(0).out())
        .contains("macos-libproc can't run here:")
        .contains("macOS is only assumed: libSystem cannot be loaded: ");
    assertThat(Flowtruth.run("providers").expect(0).out())
        .contains("works on macOS only, and this is linux");
  }
}
