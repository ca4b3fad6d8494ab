package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.StormLog;
import dev.flowtruth.workload.StormSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A storm, recorded, labelled and judged.
 *
 * @param flows as they were
 * @param score of the labels of their rows in NFStream's form
 * @param times what the recording says, beside the truth
 * @param recorded the recording's times and counts
 */
record StormRun(List<TrueFlow> flows, Score score, TimeErrors times, RecordedTimes recorded) {

  /** Records the storm as the command of {@code record}, then labels its flows. */
  static StormRun of(Path directory, FlowLoad load, int connections, Map<String, String> extra)
      throws IOException {
    Run run = new Run(directory);
    List<String> options = List.of("-p", ProviderUnderTest.id());
    Flowtruth.record(run.recording(), options, command(load, connections), environment(load, extra))
        .expect(0);
    List<StormSocket> sockets = StormLog.read(run.truth());
    List<TrueFlow> flows = StormFlows.of(sockets);
    Score score = run.nfstream(flows);
    RecordedTimes recorded = RecordedTimes.read(run.recording());
    return new StormRun(flows, score, TimeErrors.of(sockets, recorded), recorded);
  }

  private static Map<String, String> environment(FlowLoad load, Map<String, String> extra) {
    Map<String, String> all = new java.util.HashMap<>(load.environment("storm"));
    all.putAll(extra);
    return all;
  }

  /** TCP, then as many sends by UDP. */
  private static List<String> command(FlowLoad load, int connections) {
    String program = load.command().get(0);
    String storm = "\"$0\" storm tcp \"$1\" && exec \"$0\" storm udp \"$1\"";
    return List.of("sh", "-c", storm, program, "" + connections);
  }

  @Override
  public String toString() {
    return score + "\n" + times + "\nlost: " + recorded.losses() + ", audits: " + recorded.audits();
  }
}
