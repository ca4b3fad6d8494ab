package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.cli.acceptance.NatTraffic.Asked;
import dev.flowtruth.cli.acceptance.NatTraffic.Errand;
import dev.flowtruth.cli.acceptance.NatTraffic.Heard;
import dev.flowtruth.testkit.NatLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flows as they are captured outside a router that masquerades and publishes ports, labelled by the
 * process inside; while the router's own processes have all those ports, on the wildcard address or
 * even connected to the very same peer.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "network namespaces are Linux's")
class NatAcceptanceTest {
  private static final String HEADER =
      "id,src_ip,src_port,dst_ip,dst_port,protocol,"
          + "bidirectional_first_seen_ms,bidirectional_last_seen_ms";
  private static final int FROM_INSIDE = 0;
  private static final int FROM_OUTSIDE = 1000;
  private static final int CLIENTS = 4;
  private static final int EACH = 15;

  /** Longer than some polls, of which there is one in 20 ms. */
  private static final int LIFE_MILLIS = 800;

  @TempDir private Path directory;
  private NatLab lab;
  private final List<String> rows = new ArrayList<>(List.of(HEADER));
  private final Map<Integer, Truth> truth = new TreeMap<>();

  /** Who sat at the two ends of a row, and by which basis that is to be found out. */
  private record Truth(long source, String sourceBasis, long destination, String basis) {}

  @BeforeEach
  void build() {
    assumeTrue(Shell.has("python3"), "missing: python3");
    lab = NatLab.build();
  }

  @AfterEach
  void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-ebpf", "linux-netlink"})
  void everyConnectionOlderThanAPollGetsTheProcessInside(String provider) throws IOException {
    Tally tally = measured(provider, LIFE_MILLIS);
    assertThat(tally).isEqualTo(new Tally(4 * CLIENTS * EACH, 0, 0));
  }

  @Test
  void withEventsSoDoesEveryOtherOne() throws IOException {
    Tally tally = measured("linux-ebpf", 0);
    assertThat(tally).isEqualTo(new Tally(4 * CLIENTS * EACH, 0, 0));
  }

  @Test
  void withPollsTheOthersGetNoOwnerRatherThanAWrongOne() throws IOException {
    Tally tally = measured("linux-netlink", 0);
    assertThat(tally.wrong()).isZero();
    assertThat(tally.right()).as("the servers' ends").isPositive();
  }

  /** Records the traffic's command, and labels what was captured outside. */
  private Tally measured(String provider, int lifeMillis) throws IOException {
    ProviderUnderTest.assumeUsable(provider);
    Path recording = directory.resolve("r.jsonl");
    List<Errand> out = errands(FROM_INSIDE, lab.inClient(), NatLab.WORLD, 443, 53, lifeMillis);
    List<Errand> in =
        errands(
            FROM_OUTSIDE,
            lab.inWorld(),
            NatLab.ROUTER,
            NatLab.PUBLISHED_TCP,
            NatLab.PUBLISHED_UDP,
            lifeMillis);
    try (NatTraffic.Running occupier =
            NatTraffic.occupier(
                lab.inRouter(), NatLab.WORLD, 53, 20000, 20999, NatLab.PUBLISHED_UDP, 8080);
        NatTraffic.Running server = NatTraffic.server(lab.inServer(), NatLab.SERVER, 80, 53);
        NatTraffic.Running world = NatTraffic.server(lab.inWorld(), NatLab.WORLD, 443, 53)) {
      List<String> options = List.of("-p", provider, "--period", "20ms");
      Flowtruth.record(recording, options, traffic(out, in)).expect(0);
      Map<Integer, Heard> heard = world.heard();
      for (Errand errand : out) {
        capturedOutside(errand.asked(directory), heard, world.pid());
      }
      for (Errand errand : in) {
        capturedOutside(errand.asked(directory), server.pid());
      }
      assertThat(occupier.pid()).isNotIn(truth.values().stream().map(Truth::source).toList());
    }
    assertThat(truth).hasSize(2 * CLIENTS * EACH);
    Tally tally = check(recording);
    Tables.print("NAT, " + provider + ", lives of " + lifeMillis + " ms", tally + "\n");
    return tally;
  }

  private static List<Errand> errands(
      int first, String[] where, String ip, int tcp, int udp, int lifeMillis) {
    List<Errand> errands = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      errands.add(new Errand(where, ip, tcp, udp, first + EACH * i, EACH, lifeMillis));
    }
    return errands;
  }

  /** A command that runs them all at once. */
  private List<String> traffic(List<Errand> some, List<Errand> others) throws IOException {
    StringBuilder script = new StringBuilder();
    for (List<Errand> errands : List.of(some, others)) {
      for (Errand errand : errands) {
        script.append(String.join(" ", errand.command(directory))).append(" &\n");
      }
    }
    return List.of("sh", "-c", script + "wait");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-ebpf", "linux-netlink"})
  void whatAProxyEndsIsTheProxysAndTheContainerBehindItIsNamed(String provider) throws IOException {
    ProviderUnderTest.assumeUsable(provider);
    Path recording = directory.resolve("r.jsonl");
    String id = "c0ffee00".repeat(8);
    try (ContainerGroup group = ContainerGroup.make(id);
        NatTraffic.Running server = NatTraffic.server(lab.inServer(), NatLab.SERVER, 80, 53);
        NatTraffic.Running proxy =
            NatTraffic.proxy(lab.inRouter(), directory, 8081, NatLab.SERVER, 80)) {
      group.add(server.pid());
      Errand errand = new Errand(lab.inWorld(), NatLab.ROUTER, 8081, 53, 0, 1, LIFE_MILLIS);
      List<String> options = List.of("-p", provider, "--period", "20ms");
      Flowtruth.record(recording, options, errand.command(directory)).expect(0);
      Asked one = errand.asked(directory).get(0);
      row(0, one, NatLab.WORLD, one.port(), NatLab.ROUTER, 8081);
      Map<String, String> row = labelled(recording, "--add", "published_for").get(0);
      assertThat(row)
          .containsEntry("dst_pid", "" + proxy.pid())
          .containsEntry("dst_basis", "exact")
          .containsEntry("dst_process", "docker-proxy")
          .containsEntry("dst_published_for", id)
          .containsEntry("src_published_for", "");
      server.close();
    }
    assertThat(Files.readString(recording)).doesNotContain("-container-ip");
  }

  /** From the router's address and port to the world's: as the world has heard them. */
  private void capturedOutside(Map<Integer, Asked> asked, Map<Integer, Heard> heard, long pid) {
    asked.forEach(
        (id, one) -> {
          Heard from = heard.get(id);
          assertThat(from.ip()).isEqualTo(NatLab.ROUTER);
          assertThat(from.port()).isBetween(20000, 20999);
          row(id, one, from.ip(), from.port(), NatLab.WORLD, one.protocol() == 6 ? 443 : 53);
          truth.put(id, new Truth(one.pid(), "nat", pid, direct(one, false)));
        });
  }

  /** From the world's address and port to a published one: as who asked has sent them. */
  private void capturedOutside(Map<Integer, Asked> asked, long pid) {
    asked.forEach(
        (id, one) -> {
          int port = one.protocol() == 6 ? NatLab.PUBLISHED_TCP : NatLab.PUBLISHED_UDP;
          row(id, one, NatLab.WORLD, one.port(), NatLab.ROUTER, port);
          boolean isUnconnected = id % 3 == 2;
          truth.put(id, new Truth(one.pid(), direct(one, isUnconnected), pid, "nat"));
        });
  }

  /** How the end that needs no translation is found: the world's server is bound to an address. */
  private static String direct(Asked one, boolean isWildcard) {
    if (one.protocol() == 6) {
      return "exact";
    }
    return isWildcard ? "wildcard" : "exact|local_endpoint";
  }

  private void row(int id, Asked one, String from, int port, String to, int toPort) {
    long first = one.firstNanos() / 1_000_000;
    long last = one.lastNanos() / 1_000_000;
    rows.add(
        String.join(
            ",",
            List.of(
                "" + id,
                from,
                "" + port,
                to,
                "" + toPort,
                "" + one.protocol(),
                "" + first,
                "" + last)));
  }

  /** How many of the ends have their process, none, or another one. */
  private record Tally(int right, int none, int wrong) {
    Tally plus(Map<String, String> row, String end, long pid, String basis) {
      String found = row.getOrDefault(end + "_pid", "");
      if (found.isEmpty()) {
        return new Tally(right, none + 1, wrong);
      }
      assertThat(row.get(end + "_basis")).as("%s", row).matches(basis);
      boolean isRight = found.equals("" + pid);
      if (!isRight) {
        System.out.println("not of process " + pid + ": " + row);
      }
      return new Tally(right + (isRight ? 1 : 0), none, wrong + (isRight ? 0 : 1));
    }
  }

  private Tally check(Path recording) throws IOException {
    List<Map<String, String>> found = labelled(recording);
    assertThat(found).hasSize(truth.size());
    Tally tally = new Tally(0, 0, 0);
    for (Map<String, String> row : found) {
      Truth expected = truth.get(Integer.valueOf(row.getOrDefault("id", "")));
      assertThat(expected).as("%s", row).isNotNull();
      tally = tally.plus(row, "src", expected.source(), expected.sourceBasis());
      tally = tally.plus(row, "dst", expected.destination(), expected.basis());
    }
    return tally;
  }

  private List<Map<String, String>> labelled(Path recording, String... options) throws IOException {
    Path flows = Files.write(directory.resolve("flows.csv"), rows);
    Path labelled = directory.resolve("labelled.csv");
    Flowtruth.label(flows, recording, labelled, options).expect(0);
    return LabelledFile.read(labelled);
  }
}
