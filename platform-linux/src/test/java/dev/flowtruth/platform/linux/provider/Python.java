package dev.flowtruth.platform.linux.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A Python process that did what its script says, and then waits to be ended. */
record Python(Process process) implements AutoCloseable {
  private static final String BEFORE = "import socket, subprocess, sys, time\n";
  private static final String AFTER = "print('ready', flush=True)\ntime.sleep(60)\n";

  /** Returns once the script was run to its end; the prefix is a command that runs commands. */
  static Python running(String script, String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(List.of("python3", "-c", BEFORE + script + AFTER));
    return new Python(Shell.started(command.toArray(String[]::new)));
  }

  long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  void tell(String line) throws IOException {
    process.outputWriter().append(line).append('\n').flush();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Shell.stop(process);
    process.getInputStream().close();
    process.getErrorStream().close();
    process.getOutputStream().close();
  }
}
