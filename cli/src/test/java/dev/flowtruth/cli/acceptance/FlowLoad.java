package dev.flowtruth.cli.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The C helper of the workload, compiled on the spot. */
final class FlowLoad {
  private static final Path SOURCES = Path.of("..", "workload", "src", "main", "c");

  private final Path program;
  private final Path next;
  private final Path truth;

  private FlowLoad(Path program, Path next, Path truth) {
    this.program = program;
    this.next = next;
    this.truth = truth;
  }

  /** Skips the test where there is no compiler. */
  static FlowLoad build(Path directory, Path truth) throws IOException {
    assumeTrue(Shell.has("gcc"), "gcc is missing: nothing here can fork");
    Path program = directory.resolve("flowload");
    List<String> gcc = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-o", program.toString()));
    try (Stream<Path> files = Files.list(SOURCES)) {
      files.filter(f -> f.toString().endsWith(".c")).forEach(f -> gcc.add(f.toString()));
    }
    Shell.run(gcc).expect(0);
    Path next = Files.copy(program, directory.resolve("another-program-of-a-longer-name"));
    return new FlowLoad(program, next, truth);
  }

  /** The same under another name. */
  FlowLoad named(String name) throws IOException {
    Path copy = program.resolveSibling("names").resolve(name);
    Files.createDirectories(copy.getParent());
    return new FlowLoad(Files.copy(program, copy), next, truth);
  }

  List<String> command(String... arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return words;
  }

  Map<String, String> environment(String scenario) {
    return Map.of(
        "FLOWLOAD_TRUTH", truth.toString(),
        "FLOWLOAD_NEXT", next.toString(),
        "FLOWLOAD_CASE", scenario);
  }

  /** Runs a client to its end; what it said. */
  Shell.Result client(String scenario, List<String> command) {
    return Shell.run(command, environment(scenario)).expect(0);
  }

  /** The program that the scenarios with another program go on as. */
  Path next() {
    return next;
  }

  /** Starts a server and waits until it listens. */
  Server server(String scenario, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment(scenario));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith("ready ")) {
      throw new AssertionError(command + " said " + line);
    }
    return new Server(command, process, line.substring("ready ".length()));
  }

  /** A server that runs until it is closed. */
  record Server(List<String> command, Process process, String port) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      Shell.await(process, command);
    }
  }
}
