package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is left behind: {@code -Dtest=LeaksAcceptanceTest -Dflowtruth.provider=ID}, see {@link
 * StormAcceptanceTest}.
 */
@Tag("acceptance")
class LeaksAcceptanceTest {
  private static final int CYCLES = 1_000;
  private static final int WARM = 300;

  /** A leak of 16 KiB a start would be 11 MiB. */
  private static final long SLACK_KILOBYTES = 6_000;

  @TempDir private Path directory;

  @BeforeEach
  void check() throws IOException {
    ProviderUnderTest.assumeUsable();
  }

  @Test
  void killedRecordingLeavesNoProgramNoLinkAndNoPinBehind() throws Exception {
    Set<String> pins = BpfObjects.pins();
    Set<String> held;
    try (Flowtruth.Recording recording =
        Flowtruth.startRecording(directory.resolve("r.jsonl"), "-p", ProviderUnderTest.id())) {
      held = BpfObjects.heldBy(recording.pid());
      assumeTrue(!held.isEmpty(), ProviderUnderTest.id() + " holds no BPF program");
      assumeTrue(Shell.has("bpftool"), "bpftool is missing: nobody can say what the kernel has");
      assertThat(BpfObjects.stillThere(held)).as("while it runs").isEqualTo(held);
      assertThat(recording.stop("KILL").exit()).isEqualTo(137);
    }
    Tables.print("BPF objects of " + ProviderUnderTest.id(), held);
    assertThat(remainsAfter(held)).as("after kill -9").isEmpty();
    assertThat(BpfObjects.pins()).isEqualTo(pins);
  }

  /** The kernel frees programs and links some milliseconds after their last descriptor. */
  private static Set<String> remainsAfter(Set<String> held) throws InterruptedException {
    Set<String> remains = BpfObjects.stillThere(held);
    for (int i = 0; i < 20 && !remains.isEmpty(); i++) {
      Thread.sleep(100);
      remains = BpfObjects.stillThere(remains);
    }
    return remains;
  }

  @Test
  void thousandStartsAndStopsLeakNoDescriptorNoThreadAndNoMemory() throws IOException {
    List<String> command = new ArrayList<>(Flowtruth.java(StartsAndStops.class, JVM));
    command.addAll(List.of(ProviderUnderTest.id(), "" + CYCLES));
    String out;
    try (DatagramSocket seen = new DatagramSocket()) {
      assertThat(seen.getLocalPort()).isPositive();
      out = Shell.run(command, Map.of("MALLOC_ARENA_MAX", "1")).expect(0).out();
    }
    Tables.print("starts and stops of " + ProviderUnderTest.id(), HEADER + out);
    List<long[]> lines = out.lines().map(LeaksAcceptanceTest::numbers).toList();
    long[] warm = lines.get(WARM / 100 - 1);
    long[] last = lines.get(lines.size() - 1);
    assertThat(last[0]).isEqualTo(CYCLES);
    assertThat(last[1]).as("descriptors").isLessThanOrEqualTo(warm[1]);
    assertThat(last[2]).as("threads").isLessThanOrEqualTo(warm[2]);
    assertThat(last[3]).as("mappings").isLessThanOrEqualTo(warm[3] + 20);
    assertThat(last[4] - warm[4]).as("resident KiB more").isLessThan(SLACK_KILOBYTES);
  }

  private static final String HEADER = "cycle descriptors threads mappings kilobytes\n";

  /** A heap that is all there from the start: what grows is not Java's. */
  private static final List<String> JVM =
      List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private static long[] numbers(String line) {
    return java.util.Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }
}
