package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ring that is far too small: what was lost is counted, said where it matters, and nothing is
 * wrong. {@code -Dtest=RingLossAcceptanceTest}, see {@link StormAcceptanceTest}; for providers
 * whose ring $FLOWTRUTH_BPF_RING sets.
 */
@Tag("acceptance")
class RingLossAcceptanceTest {
  private static final int CONNECTIONS = 50_000;

  /** The storm's servers, and what else the host did meanwhile. */
  private static final long OTHERS = 1000;

  /** A socket was missed, and so the weaker reasons that come first in the ladder may apply. */
  private static final String[] HONEST = {"right", "lost_events", "listener_only"};

  @TempDir private Path directory;

  @BeforeEach
  void check() throws IOException {
    ProviderUnderTest.assumeUsable();
  }

  @Test
  void lossesAreCountedExactlyAndSaidAndNothingIsWrong() throws IOException {
    FlowLoad load = FlowLoad.build(directory, new Run(directory).truth());

    StormRun storm = StormRun.of(directory, load, CONNECTIONS, Map.of("FLOWTRUTH_BPF_RING", "64k"));

    Tables.print("a ring of 64 KiB by " + ProviderUnderTest.id(), storm);
    assertThat(storm.recorded().eventsLost()).as("the ring was not too small").isPositive();
    assertThat(storm.recorded().losses()).isNotEmpty();
    assertThat(storm.score().wrong()).as("wrong labels").isEmpty();
    assertThat(storm.score().words()).contains("lost_events").isSubsetOf(HONEST);
    everyOpeningIsSeenOrCounted(storm.recorded());
  }

  /** Seen and lost openings are what the kernel counted: all of the storm's, and its servers'. */
  private static void everyOpeningIsSeenOrCounted(RecordedTimes recorded) {
    long counted = sum(recorded.audits(), true);
    long seen = sum(recorded.audits(), false);
    long lost =
        recorded.losses().entrySet().stream()
            .filter(loss -> loss.getKey().contains("open"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(counted)
        .as("openings counted by the kernel: each TCP connection has two, each UDP exchange one")
        .isStrictlyBetween(3L * CONNECTIONS, 3L * CONNECTIONS + OTHERS);
    assertThat(seen + lost).as("openings seen and lost").isEqualTo(counted);
  }

  private static long sum(Map<String, RecordedTimes.Audit> audits, boolean counted) {
    return audits.entrySet().stream()
        .filter(audit -> audit.getKey().contains("open"))
        .mapToLong(audit -> counted ? audit.getValue().counted() : audit.getValue().seen())
        .sum();
  }
}
