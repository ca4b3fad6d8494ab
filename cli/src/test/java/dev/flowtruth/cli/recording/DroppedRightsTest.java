package dev.flowtruth.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.cli.ChildRun;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.Support;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under sudo, a recording goes on without root's rights once it has begun. */
class DroppedRightsTest {
  private static final Map<String, String> SUDO = Map.of("SUDO_UID", "65534", "SUDO_GID", "65534");

  @TempDir private Path directory;

  @BeforeEach
  void needsRootAndBpf() {
    Support support =
        Providers.load().byId("linux-ebpf").map(p -> p.support(Host.local())).orElseThrow();
    assumeTrue(support.usable(), "missing: what linux-ebpf needs: " + support.missing());
    assumeTrue("root".equals(System.getProperty("user.name")), "missing: root, to return from it");
  }

  @Test
  void noThreadHasACapabilityOnceItIsReadyAndSocketsAreSeenAllTheSame() throws Exception {
    Path recording = directory.resolve("r.jsonl");
    int port;
    try (ChildRun run = record(recording)) {
      run.awaitLine("ready");
      List<String> effective = capabilities(run.process().pid());
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = server.getLocalPort();
      }
      run.signal("INT");
      assertThat(run.exitCode()).as(run.err()).isZero();

      assertThat(effective).hasSizeGreaterThan(5).containsOnly("CapEff:\t0000000000000000");
    }
    assertThat(Files.readString(recording))
        .contains("\"local_port\":" + port, "\"pid\":" + ProcessHandle.current().pid());
  }

  @Test
  void keepRightsKeepsThem() throws Exception {
    try (ChildRun run = record(directory.resolve("r.jsonl"), "--keep-rights")) {
      run.awaitLine("ready");
      List<String> effective = capabilities(run.process().pid());
      run.signal("INT");

      assertThat(run.exitCode()).isZero();
      assertThat(effective).doesNotContain("CapEff:\t0000000000000000");
    }
  }

  private static ChildRun record(Path recording, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("record", "-p", "linux-ebpf", "-o", recording.toString()));
    words.addAll(List.of(more));
    return ChildRun.startIn(SUDO, words.toArray(String[]::new));
  }

  private static List<String> capabilities(long pid) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + pid, "task"))) {
      for (Path task : tasks.toList()) {
        Files.readString(task.resolve("status"))
            .lines()
            .filter(line -> line.startsWith("CapEff:"))
            .forEach(found::add);
      }
    }
    return found;
  }
}
