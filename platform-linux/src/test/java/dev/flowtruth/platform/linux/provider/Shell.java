package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs that a test runs beside itself. */
final class Shell {
  private Shell() {}

  /** Skips the test unless the command succeeds; the reason names what is missing. */
  static void assumeWorks(String missing, String... command) throws Exception {
    assumeTrue(run(command) == 0, "missing: " + missing);
  }

  static void must(String... command) throws Exception {
    assertThat(run(command)).as(String.join(" ", command)).isZero();
  }

  static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  /** A program that has started once it has printed its first line, which is {@code ready}. */
  static Process started(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).as("first line of " + String.join(" ", command)).isEqualTo("ready");
    return process;
  }

  static void stop(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
