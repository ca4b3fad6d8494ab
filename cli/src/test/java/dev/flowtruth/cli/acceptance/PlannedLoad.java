package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.Plan;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The workload's server in B, and its client in A with a plan. */
record PlannedLoad(Lab lab, Run run) {
  /** Runs the client to its end. */
  @FunctionalInterface
  interface Client {
    void run(List<String> command) throws IOException;
  }

  void run(Plan plan, Client runner) throws Exception {
    List<String> server =
        lab.inB(WorkloadProcess.command(List.of("serve", "--truth", run.truth().toString())));
    Process serving =
        new ProcessBuilder(server).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8))) {
      String ports = out.readLine().substring("ready ".length());
      List<String> client =
          WorkloadProcess.clientCommand(run.truth(), Lab.SERVER_V4, Lab.SERVER_V6, ports, plan);
      runner.run(lab.inA(client));
    } finally {
      serving.getOutputStream().close();
      Shell.await(serving, server);
    }
  }
}
