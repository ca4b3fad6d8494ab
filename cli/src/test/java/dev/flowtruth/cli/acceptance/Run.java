package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.Truth;
import dev.flowtruth.workload.TruthLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One run: the directory with its truth and its recording, and the labelling of its flows. */
record Run(Path directory) {
  /** Where the processes write down the truth. */
  Path truth() throws IOException {
    return Files.createDirectories(directory.resolve("truth"));
  }

  Path recording() {
    return directory.resolve("r.jsonl");
  }

  /** Where each of several recorders writes. */
  Path recording(int number) {
    return directory.resolve("r" + number + ".jsonl");
  }

  private List<Path> recordings() {
    return Stream.of(recording(), recording(1), recording(2)).filter(Files::exists).toList();
  }

  List<TrueFlow> flows() throws IOException {
    return flows(flow -> true);
  }

  /** The flows that fit, numbered anew. */
  List<TrueFlow> flows(Predicate<TrueFlow> fits) throws IOException {
    List<Truth> truth = TruthLog.read(truth());
    List<TrueFlow> flows = new ArrayList<>();
    for (TrueFlow flow : TrueFlows.of(truth)) {
      if (fits.test(flow)) {
        flows.add(flow.withId(flows.size()));
      }
    }
    return flows;
  }

  /** Labels the flows in NFStream's form, and judges. */
  Score nfstream(List<TrueFlow> flows, String... options) throws IOException {
    Path in = FlowFiles.nfstream(directory.resolve("flows.csv"), flows);
    Path out = label(in, labelled(), options);
    return judged(flows, out, "id", 0, Score::fair);
  }

  /** The same, and only the one right answer counts. */
  Score strictly(List<TrueFlow> flows, Score.Judge judge) throws IOException {
    Path in = FlowFiles.nfstream(directory.resolve("flows.csv"), flows);
    return judged(flows, label(in, labelled()), "id", 0, judge);
  }

  /** The labelled file in NFStream's form. */
  Path labelled() {
    return directory.resolve("labelled.csv");
  }

  /** Labels the flows in Zeek's form, and judges. */
  Score zeek(List<TrueFlow> flows, String... options) throws IOException {
    Path in = FlowFiles.zeek(directory.resolve("conn.log"), flows);
    Path out = label(in, directory.resolve("conn.labelled.log"), options);
    return judged(flows, out, "uid", 1, Score::fair);
  }

  private static Score judged(
      List<TrueFlow> flows, Path labelled, String id, int skip, Score.Judge judge)
      throws IOException {
    Score score =
        Score.of(
            flows,
            labelled,
            row -> Integer.valueOf(row.getOrDefault(id, "").substring(skip)),
            judge);
    if (score.rows() != flows.size()) {
      throw new AssertionError(score.rows() + " rows came out of " + flows.size());
    }
    return score;
  }

  private Path label(Path in, Path out, String... options) {
    Flowtruth.label(in, recordings(), out, options).expect(0);
    return out;
  }
}
