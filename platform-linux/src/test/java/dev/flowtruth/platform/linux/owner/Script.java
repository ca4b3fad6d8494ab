package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A child process in Python that says what it did, line by line, and goes on when it is told. */
final class Script implements AutoCloseable {
  private static final String PRELUDE =
      """
      import array, os, select, socket, sys, time
      def say(*words): print(*words, flush=True)
      def wait(): return sys.stdin.readline()
      def linger():
          hangup = select.poll(); hangup.register(0, 0); hangup.poll(); os._exit(0)
      def inode(s): return os.fstat(s.fileno()).st_ino
      def udp():
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          s.bind(('127.0.0.1', 0))
          return s
      """;

  private final Process process;
  private final BufferedReader output;

  private Script(Process process) {
    this.process = process;
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  static Script python(String code) {
    return start("python3", "-c", PRELUDE + code);
  }

  static Script start(String... command) {
    try {
      return new Script(
          new ProcessBuilder(Arrays.asList(command))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      Assumptions.abort("missing capability: cannot run " + command[0] + ": " + e.getMessage());
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** The numbers of the next line. */
  List<Long> hear() {
    try {
      String line = output.readLine();
      assertThat(line).as("the child's next line").isNotNull();
      List<Long> numbers = new ArrayList<>();
      for (String word : line.split(" ", -1)) {
        numbers.add(Long.parseLong(word));
      }
      return numbers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it go on. */
  void goOn() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it, and waits until the kernel has forgotten it. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
