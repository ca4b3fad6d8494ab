package dev.flowtruth.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command in a JVM of its own, as a user runs it. */
public final class ChildRun implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private final Process process;
  private final BufferedReader errors;

  private ChildRun(Process process) {
    this.process = process;
    this.errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  /** Starts it with these arguments on this test's class path. */
  public static ChildRun start(String... arguments) throws IOException {
    return startWith(List.of(), arguments);
  }

  /** The same with these further options of the JVM. */
  public static ChildRun startWith(List<String> options, String... arguments) throws IOException {
    return start(Map.of(), options, arguments);
  }

  /** The same with these further variables in its environment. */
  public static ChildRun startIn(Map<String, String> environment, String... arguments)
      throws IOException {
    return start(environment, List.of(), arguments);
  }

  private static ChildRun start(
      Map<String, String> environment, List<String> options, String... arguments)
      throws IOException {
    // Whoever runs the tests in the background may have SIGINT ignored; a user at a terminal has
    // not.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(options);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add("dev.flowtruth.cli.Main");
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return new ChildRun(builder.start());
  }

  /** Waits for a line on stderr that begins so; fails with what came instead. */
  public ChildRun awaitLine(String beginning) throws IOException {
    List<String> seen = new ArrayList<>();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      if (line.startsWith(beginning)) {
        return this;
      }
      seen.add(line);
    }
    throw new AssertionError("no line began with '" + beginning + "': " + seen);
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid()).start().waitFor();
  }

  public Process process() {
    return process;
  }

  /** What was written to stdout, to its end. */
  public String out() throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What is left on stderr, to its end. */
  public String err() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      text.append(line).append('\n');
    }
    return JavaNotes.without(text.toString());
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
