package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Idle sockets and idle processes, as on a host that does something else besides. */
final class Background implements AutoCloseable {
  private static final int HOLDERS = 2;

  private final List<WorkloadProcess> holders = new ArrayList<>();
  private final List<Process> idle = new ArrayList<>();

  private Background() {}

  /** Returns once all are there. */
  static Background of(int sockets, int processes) throws IOException {
    Background background = new Background();
    try {
      for (int i = 0; i < HOLDERS; i++) {
        background.hold(sockets / HOLDERS);
      }
      for (int i = HOLDERS; i < processes; i++) {
        background.idle.add(new ProcessBuilder("sleep", "600").start());
      }
      return background;
    } catch (IOException | RuntimeException e) {
      background.close();
      throw e;
    }
  }

  private void hold(int sockets) throws IOException {
    WorkloadProcess holder = WorkloadProcess.puppet();
    holders.add(holder);
    for (int i = 0; i < sockets; i++) {
      holder.ask(i % 2 == 0 ? "tcp-listen 4 127.0.0.1" : "udp-bind 4 127.0.0.1");
    }
  }

  @Override
  public void close() throws IOException {
    idle.forEach(Process::destroyForcibly);
    for (WorkloadProcess holder : holders) {
      holder.close();
    }
  }
}
