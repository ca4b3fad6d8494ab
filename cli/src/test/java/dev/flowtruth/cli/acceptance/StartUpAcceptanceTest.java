package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sockets that are older than the recording, or come while it begins: {@code
 * -Dtest=StartUpAcceptanceTest -Dflowtruth.provider=ID}, see {@link StormAcceptanceTest}.
 */
@Tag("acceptance")
class StartUpAcceptanceTest {
  @TempDir private Path directory;
  private Run run;
  private FlowLoad load;

  @BeforeEach
  void build() throws IOException {
    ProviderUnderTest.assumeUsable();
    run = new Run(directory);
    load = FlowLoad.build(directory, run.truth());
  }

  @RepeatedTest(10)
  void socketsFromBeforeTheRecordingHaveTheirOwners() throws IOException {
    try (FlowLoad.Server tcp = server("server");
        FlowLoad.Server udp = server("server-udp");
        FlowLoad.Server client = client("held-client", tcp, "10", "1");
        FlowLoad.Server sender = client("held-client-udp", udp, "10", "1");
        Flowtruth.Recording recording = record()) {
      client.close();
      sender.close();
      recording.stop("TERM").expect(0);
    }
    List<TrueFlow> flows = run.flows();
    assertThat(flows).hasSize(20);
    isAllRight("sockets from before", flows);
  }

  @RepeatedTest(5)
  void socketsThatComeWhileItBeginsAreThereFromReadyOn() throws Exception {
    long ready;
    try (FlowLoad.Server tcp = server("server");
        FlowLoad.Server udp = server("server-udp");
        FlowLoad.Server client = client("restless-client", tcp, "1", "1");
        FlowLoad.Server sender = client("restless-client-udp", udp, "1", "1");
        Flowtruth.Recording recording = record()) {
      ready = System.nanoTime();
      Thread.sleep(200);
      client.close();
      sender.close();
      recording.stop("TERM").expect(0);
    }
    List<TrueFlow> alive = run.flows(flow -> livedAfter(flow, ready));
    assertThat(alive).filteredOn(f -> openedBefore(f, ready)).as("open at ready").isNotEmpty();
    isAllRight("sockets at the start", alive);
  }

  private static boolean livedAfter(TrueFlow flow, long nanos) {
    return flow.sourceHolds().get(0).closed().monotonic() > nanos;
  }

  private static boolean openedBefore(TrueFlow flow, long nanos) {
    return flow.sourceHolds().get(0).opened().monotonic() < nanos;
  }

  private FlowLoad.Server server(String kind) throws IOException {
    return load.server("server", load.command(kind, "127.0.0.1", "0"));
  }

  /** A client that goes on until it is closed. */
  private FlowLoad.Server client(String kind, FlowLoad.Server server, String count, String life)
      throws IOException {
    return load.server(kind, load.command(kind, "127.0.0.1", server.port(), count, life));
  }

  private Flowtruth.Recording record() throws IOException {
    return Flowtruth.startRecording(run.recording(), "-p", ProviderUnderTest.id());
  }

  private void isAllRight(String title, List<TrueFlow> flows) throws IOException {
    Score score =
        run.strictly(
            flows,
            (flow, source, cells) ->
                RightAnswer.of(source ? flow.sourceHolds() : flow.destinationHolds(), "never_seen")
                    .judge(cells));
    Tables.print(title + " by " + ProviderUnderTest.id(), score);
    assertThat(score.wrong()).as("wrong labels").isEmpty();
    assertThat(score.words()).containsExactly(Verdict.RIGHT);
  }
}
