package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.cli.acceptance.NatTraffic.Asked;
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

/**
 * Flows as they are captured outside a router that masquerades and publishes ports, labelled by the
 * process inside; while the router's own processes have all those ports on the wildcard address.
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
  private static final int LIFE_MILLIS = 400;

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

  @Test
  void everyConnectionThroughTheRouterGetsTheProcessInside() throws IOException {
    Path recording = directory.resolve("r.jsonl");
    try (Flowtruth.Recording recorder = Flowtruth.startRecording(recording, "--period", "20ms");
        NatTraffic.Running occupier =
            NatTraffic.occupier(lab.inRouter(), 20000, 20999, NatLab.PUBLISHED_UDP, 8080);
        NatTraffic.Running server = NatTraffic.server(lab.inServer(), NatLab.SERVER, 80, 53);
        NatTraffic.Running world = NatTraffic.server(lab.inWorld(), NatLab.WORLD, 443, 53)) {
      Map<Integer, Asked> masqueraded = new TreeMap<>();
      Map<Integer, Asked> published = new TreeMap<>();
      for (int i = 0; i < CLIENTS; i++) {
        masqueraded.putAll(
            NatTraffic.client(
                lab.inClient(), NatLab.WORLD, 443, 53, FROM_INSIDE + EACH * i, EACH, LIFE_MILLIS));
        published.putAll(
            NatTraffic.client(
                lab.inWorld(),
                NatLab.ROUTER,
                NatLab.PUBLISHED_TCP,
                NatLab.PUBLISHED_UDP,
                FROM_OUTSIDE + EACH * i,
                EACH,
                LIFE_MILLIS));
      }
      recorder.stop("TERM").expect(0);
      capturedOutside(masqueraded, world.heard(), world.pid());
      capturedOutside(published, server.pid());
      assertThat(occupier.pid()).isNotIn(truth.values().stream().map(Truth::source).toList());
    }
    assertThat(truth).hasSize(2 * CLIENTS * EACH);
    check(recording);
  }

  @Test
  void whatAProxyEndsIsTheProxysAndTheContainerBehindItIsNamed() throws IOException {
    Path recording = directory.resolve("r.jsonl");
    String id = "c0ffee00".repeat(8);
    try (ContainerGroup group = ContainerGroup.make(id);
        NatTraffic.Running server = NatTraffic.server(lab.inServer(), NatLab.SERVER, 80, 53);
        NatTraffic.Running proxy =
            NatTraffic.proxy(lab.inRouter(), directory, 8081, NatLab.SERVER, 80)) {
      group.add(server.pid());
      try (Flowtruth.Recording recorder = Flowtruth.startRecording(recording, "--period", "20ms")) {
        Map<Integer, Asked> asked =
            NatTraffic.client(lab.inWorld(), NatLab.ROUTER, 8081, 53, 0, 1, LIFE_MILLIS);
        recorder.stop("TERM").expect(0);
        Asked one = asked.get(0);
        row(0, one, NatLab.WORLD, one.port(), NatLab.ROUTER, 8081);
      }
      Map<String, String> row = labelled(recording, "--add", "published_for").get(0);
      assertThat(row)
          .containsEntry("dst_pid", "" + proxy.pid())
          .containsEntry("dst_basis", "exact");
      assertThat(row).containsEntry("dst_process", "docker-proxy");
      assertThat(row).containsEntry("dst_published_for", id).containsEntry("src_published_for", "");
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

  private void check(Path recording) throws IOException {
    List<Map<String, String>> found = labelled(recording);
    assertThat(found).hasSize(truth.size());
    for (Map<String, String> row : found) {
      Truth expected = truth.get(Integer.valueOf(row.getOrDefault("id", "")));
      assertThat(expected).as("%s", row).isNotNull();
      assertThat(row.get("src_pid")).as("%s", row).isEqualTo("" + expected.source());
      assertThat(row.get("src_basis")).as("%s", row).matches(expected.sourceBasis());
      assertThat(row.get("dst_pid")).as("%s", row).isEqualTo("" + expected.destination());
      assertThat(row.get("dst_basis")).as("%s", row).matches(expected.basis());
    }
  }

  private List<Map<String, String>> labelled(Path recording, String... options) throws IOException {
    Path flows = Files.write(directory.resolve("flows.csv"), rows);
    Path labelled = directory.resolve("labelled.csv");
    Flowtruth.label(flows, recording, labelled, options).expect(0);
    return LabelledFile.read(labelled);
  }
}
