package dev.flowtruth.cli.acceptance;

import dev.flowtruth.cli.JavaNotes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end. */
final class Shell {
  private static final long LIMIT_SECONDS = 180;

  private Shell() {}

  /**
   * How a command ended.
   *
   * @param exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int exit, String out, String err) {
    /** Itself when the code is the one that was expected. */
    Result expect(int code) {
      if (exit != code) {
        throw new AssertionError(
            "exit code " + exit + " and not " + code + "\nout: " + out + "\nerr: " + err);
      }
      return this;
    }
  }

  static Result run(List<String> command) {
    return run(command, Map.of());
  }

  static Result run(List<String> command, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile("acceptance", ".out");
      Path err = Files.createTempFile("acceptance", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      int exit = await(process, command);
      return new Result(exit, take(out), JavaNotes.without(take(err)));
    } catch (IOException e) {
      throw new AssertionError("could not run " + command, e);
    }
  }

  /** The exit code; a command that does not end is killed and fails the test. */
  static int await(Process process, List<String> command) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not end in " + LIMIT_SECONDS + " s: " + command);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String take(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }

  static boolean has(String program) {
    return run(List.of("sh", "-c", "command -v " + program)).exit() == 0;
  }
}
