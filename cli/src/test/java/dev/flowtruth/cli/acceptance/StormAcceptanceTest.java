package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many sockets as two cores can make, and every single one has its owner. {@code mvn verify
 * -Pacceptance -pl cli -am -Dtest=StormAcceptanceTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dflowtruth.provider=ID}, as root.
 */
@Tag("acceptance")
class StormAcceptanceTest {
  private static final int CONNECTIONS = 50_000;

  @TempDir private Path directory;

  @BeforeEach
  void check() throws IOException {
    ProviderUnderTest.assumeUsable();
  }

  @RepeatedTest(10)
  void everyEndOfEveryConnectionAndEverySendHasItsOwner(RepetitionInfo repetition)
      throws IOException {
    FlowLoad load = FlowLoad.build(directory, new Run(directory).truth());

    StormRun storm = StormRun.of(directory, load, CONNECTIONS, Map.of());

    Tables.print(
        "storm by " + ProviderUnderTest.id() + " " + repetition.getCurrentRepetition(), storm);
    assertThat(storm.flows()).hasSize(2 * CONNECTIONS);
    assertThat(storm.score().wrong()).as("wrong labels").isEmpty();
    assertThat(storm.score().words()).containsExactly(Verdict.RIGHT);
    assertThat(storm.recorded().losses()).isEmpty();
    assertThat(storm.recorded().eventsLost()).isZero();
    assertThat(storm.times().missing()).as("openings and closes not recorded").isZero();
  }
}
