package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.util.List;

/** What records: one recorder, or one in each namespace where a provider sees no other. */
record Recordings(List<Flowtruth.Recording> running) implements AutoCloseable {
  static Recordings start(String provider, Lab lab, Run run, String period) throws IOException {
    String[] options = {"--provider", provider, "--period", period};
    if (!provider.equals("linux-procfs")) {
      return new Recordings(List.of(Flowtruth.startRecording(run.recording(), options)));
    }
    return new Recordings(
        List.of(
            Flowtruth.startRecording(run.recording(1), lab::inA, options),
            Flowtruth.startRecording(run.recording(2), lab::inB, options)));
  }

  /** Sends a signal to all, and expects a complete recording of each. */
  void stop(String signal) throws IOException {
    for (Flowtruth.Recording recording : running) {
      recording.stop(signal).expect(0);
    }
  }

  @Override
  public void close() {
    running.forEach(Flowtruth.Recording::close);
  }
}
