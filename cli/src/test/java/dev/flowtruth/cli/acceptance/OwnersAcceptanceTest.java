package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where attribution goes wrong: shared, passed on and reused sockets, ports, pids and names. */
@Tag("acceptance")
class OwnersAcceptanceTest {
  private static final List<String> SERVERS =
      List.of("server", "prefork", "reuseport", "fork-server", "exec-server", "scm-server");
  private static final List<String> CLIENTS =
      List.of("client", "each-client", "fork-client", "scm-client", "exec-client");
  private static final List<String> ODD_NAMES =
      List.of(
          "two words",
          "comma,semi;colon:",
          "quote\"back\\slash",
          "(paren) S 1 2",
          "100%s",
          "длинное-имя-процесса",
          "名前のとても長いプログラム",
          "exactly15bytes_",
          "a-name-well-beyond-fifteen-bytes",
          "tab\there",
          "x (deleted)",
          "-");

  @TempDir private Path directory;
  Lab lab;
  Run run;
  private FlowLoad load;

  @BeforeEach
  void build() throws IOException {
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
  void sharedAndPassedSocketsAreNeverGivenToTheWrongProcess() throws IOException {
    try (Recordings recordings = record()) {
      for (String server : SERVERS) {
        for (String client : CLIENTS) {
          overTheCable(server, client, "6", "200");
        }
      }
      for (String client : List.of("each-client-udp", "fork-client-udp", "scm-client-udp")) {
        overTheCable("server-udp", client, "6", "200");
        overTheCable("reuseport-udp", client, "6", "200");
      }
      recordings.stop("TERM");
    }
    judge("shared and passed sockets", run.nfstream(run.flows()));
  }

  @Test
  void portsAndPidsThatAreReusedAtOnceKeepTheirOwners() throws IOException {
    try (Recordings recordings = record()) {
      reuse("server", "each-client", "100");
      reuse("server", "each-client", "5");
      reuse("server-udp", "each-client-udp", "100");
      reuse("server-udp", "each-client-udp", "5");
      overTheCable("server", "pid-reuse-client", "20", "100");
      overTheCable("server", "pid-reuse-client", "20", "5");
      recordings.stop("TERM");
    }
    judge("ports and pids reused", run.nfstream(run.flows()));
  }

  @Test
  void sameLoopbackTupleInTwoNamespacesIsToldApartByTheNamespace() throws IOException {
    try (Recordings recordings = record();
        FlowLoad.Server inA = load.server("twin", lab.inA(listen("127.0.0.1", "7001")));
        FlowLoad.Server inB = load.server("twin", lab.inB(listen("127.0.0.1", "7001")))) {
      for (String port : List.of("7101", "7102", "7103", "7104")) {
        both(lab.inA(twin("127.0.0.1", port)), lab.inB(twin("127.0.0.1", port)));
      }
      recordings.stop("INT");
    }
    Score any = judge("loopback twins, namespace not given", run.nfstream(run.flows()));
    assertThat(any.words()).containsExactly("ambiguous");
    for (String namespace : List.of(lab.nameOfA(), lab.nameOfB())) {
      long netns = netns(namespace);
      List<TrueFlow> flows = run.flows(flow -> flow.netns() == netns);
      Score one = judge("loopback twins of one", run.nfstream(flows, "--netns", namespace));
      assertThat(one.worstShareRight()).isEqualTo(1);
    }
  }

  @Test
  void linkLocalTwinsOnTwoCablesAreToldApartByTheInterface() throws IOException {
    try (Recordings recordings = record();
        FlowLoad.Server one = load.server("twin", lab.inB(listen("fe80::b%vb1", "7002")));
        FlowLoad.Server two = load.server("twin", lab.inB(listen("fe80::b%vb2", "7002")))) {
      for (String port : List.of("7201", "7202", "7203", "7204")) {
        both(lab.inA(linkTwin("1", port)), lab.inA(linkTwin("2", port)));
      }
      recordings.stop("TERM");
    }
    judge("link-local twins, interface not given", run.nfstream(run.flows()));
    List<TrueFlow> first = run.flows(flow -> Addresses.scope(flow.source()).equals("va1"));
    Score score = judge("link-local twins of one", run.nfstream(first, "--interface", "va1"));
    assertToldApart(score);
  }

  /** What link-local twins come to when the interface is given. */
  void assertToldApart(Score score) {
    assertThat(score.words()).contains("right");
  }

  @Test
  void oddProcessNamesComeOutInFull() throws IOException {
    try (Recordings recordings = record();
        FlowLoad.Server server = load.server("names", lab.inB(listen(Lab.SERVER_V4, "7003")))) {
      for (String name : ODD_NAMES) {
        List<String> client =
            load.named(name).command("client", Lab.SERVER_V4, server.port(), "3", "100");
        load.client("names", lab.inA(client));
      }
      recordings.stop("TERM");
    }
    List<TrueFlow> flows = run.flows();
    Score score = judge("odd names", run.nfstream(flows));
    assertThat(score.worstShareRight()).isGreaterThanOrEqualTo(leastShareOf100Milliseconds());
    Score zeek = judge("odd names as Zeek", run.zeek(flows));
    assertThat(zeek.worstShareRight()).isGreaterThanOrEqualTo(leastShareOf100Milliseconds());
  }

  double leastShareOf100Milliseconds() {
    return 1;
  }

  Recordings record() throws IOException {
    return Recordings.start(provider(), lab, run, "10ms");
  }

  /** What records. */
  String provider() {
    return "linux-netlink";
  }

  private void overTheCable(String serverName, String client, String count, String life)
      throws IOException {
    String scenario = serverName + " " + client;
    List<String> listen = load.command(serverName, Lab.SERVER_V4, "0");
    try (FlowLoad.Server server = load.server(scenario, lab.inB(listen))) {
      load.client(
          scenario, lab.inA(load.command(client, Lab.SERVER_V4, server.port(), count, life)));
    }
  }

  private void reuse(String serverName, String client, String life) throws IOException {
    String scenario = "port-reuse " + serverName;
    List<String> listen = load.command(serverName, Lab.SERVER_V4, "0");
    try (FlowLoad.Server server = load.server(scenario, lab.inB(listen))) {
      String[] words = {client, Lab.SERVER_V4, server.port(), "20", life, "10.77.1.1", "7300"};
      load.client(scenario, lab.inA(load.command(words)));
    }
  }

  private List<String> listen(String ip, String port) {
    return load.command("prefork", ip, port);
  }

  private List<String> twin(String ip, String port) {
    return load.command("client", ip, "7001", "1", "300", ip, port);
  }

  private List<String> linkTwin(String cable, String port) {
    return load.command(
        "client", "fe80::b%va" + cable, "7002", "1", "300", "fe80::a%va" + cable, port);
  }

  /** Two clients side by side. */
  private void both(List<String> one, List<String> other) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(other);
    builder.environment().putAll(load.environment("twin"));
    Process beside = builder.inheritIO().start();
    load.client("twin", one);
    assertThat(Shell.await(beside, other)).isZero();
  }

  private static long netns(String name) {
    String inode = "stat -L -c %i /run/netns/" + name;
    return Long.parseLong(Shell.run(List.of("sh", "-c", inode)).expect(0).out().strip());
  }

  static Score judge(String title, Score score) throws IOException {
    Tables.print(title, score);
    assertThat(score.wrong()).as("wrong labels").isEmpty();
    assertThat(score.rows()).isPositive();
    return score;
  }
}
