package dev.flowtruth.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A shell that opened a TCP connection and forked a child, which holds it too. */
final class ForkedOwner implements AutoCloseable {
  private final Process shell;
  private final long child;

  private ForkedOwner(Process shell, long child) {
    this.shell = shell;
    this.child = child;
  }

  /** Bash alone can open a socket without a program of its own; where it is not, skips. */
  static ForkedOwner connectTo(int port) throws IOException {
    String script =
        "exec 3<>/dev/tcp/127.0.0.1/" + port + " || exit 1; (read -r) <&0 & echo $!; read -r";
    Process shell;
    try {
      shell = new ProcessBuilder("bash", "-c", script).start();
    } catch (IOException e) {
      assumeTrue(false, "bash is missing, and nothing else here can fork: " + e.getMessage());
      throw e;
    }
    BufferedReader out =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("bash could not connect to port " + port);
    }
    return new ForkedOwner(shell, Long.parseLong(line));
  }

  Set<Long> pids() {
    return Set.of(shell.pid(), child);
  }

  @Override
  public void close() {
    ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }
}
