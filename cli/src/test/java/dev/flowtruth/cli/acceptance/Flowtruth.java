package dev.flowtruth.cli.acceptance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command, as a process of its own. The property {@code flowtruth.command} names an installed
 * one; otherwise the classes under test are run.
 */
final class Flowtruth {
  private Flowtruth() {}

  /** The words that start it with these arguments. */
  static List<String> command(String... arguments) {
    return commandOn(classPath(), arguments);
  }

  /** The same from a copy in this directory, for a user who may not read the tester's home. */
  static List<String> commandFrom(Path directory, String... arguments) {
    List<String> copies = new ArrayList<>();
    for (String entry : new TreeSet<>(List.of(classPath().split(File.pathSeparator)))) {
      if (entry.isEmpty() || !new File(entry).exists()) {
        continue;
      }
      Path copy = directory.resolve(copies.size() + "-" + Path.of(entry).getFileName());
      Shell.run(List.of("cp", "-r", entry, copy.toString())).expect(0);
      copies.add(copy.toString());
    }
    return commandOn(String.join(File.pathSeparator, copies), arguments);
  }

  private static List<String> commandOn(String classPath, String... arguments) {
    List<String> words = new ArrayList<>();
    String installed = System.getProperty("flowtruth.command", "");
    if (installed.isEmpty()) {
      words.addAll(List.of(java(), "-cp", classPath, "dev.flowtruth.cli.Main"));
    } else {
      words.add(installed);
    }
    words.addAll(List.of(arguments));
    return words;
  }

  /** The words that start another class of the tests in a JVM of its own, without arguments. */
  static List<String> java(Class<?> main, List<String> options) {
    List<String> words = new ArrayList<>(List.of(java()));
    words.addAll(options);
    words.addAll(List.of("-cp", classPath(), main.getName()));
    return words;
  }

  private static String java() {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
  }

  /** Surefire puts some of it on the module path and some on the class path. */
  private static String classPath() {
    return Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
        .map(name -> System.getProperty(name, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static Shell.Result run(String... arguments) {
    return Shell.run(command(arguments));
  }

  /** {@code record -o FILE OPTIONS -- COMMAND}. */
  static Shell.Result record(Path recording, List<String> options, List<String> command) {
    return record(recording, options, command, Map.of());
  }

  /** The same in an environment. */
  static Shell.Result record(
      Path recording, List<String> options, List<String> command, Map<String, String> environment) {
    List<String> words = command("record", "-o", recording.toString());
    words.addAll(options);
    words.add("--");
    words.addAll(command);
    return Shell.run(words, environment);
  }

  /** {@code label FLOWS -r RECORDING -o OUT OPTIONS}. */
  static Shell.Result label(Path flows, Path recording, Path out, String... options) {
    return label(flows, List.of(recording), out, options);
  }

  /** {@code label FLOWS -r RECORDING... -o OUT OPTIONS}. */
  static Shell.Result label(Path flows, List<Path> recordings, Path out, String... options) {
    List<String> words = command("label", flows.toString(), "-r");
    recordings.forEach(recording -> words.add(recording.toString()));
    words.addAll(List.of("-o", out.toString(), "--force"));
    words.addAll(List.of(options));
    return Shell.run(words);
  }

  /** {@code record -o FILE OPTIONS}, which runs from its {@code ready} on until it is stopped. */
  static Recording startRecording(Path recording, String... options) throws IOException {
    return startRecording(Map.of(), recording, options);
  }

  /** The same through another command, such as one that enters a namespace. */
  static Recording startRecording(
      Path recording, UnaryOperator<List<String>> through, String... options) throws IOException {
    List<String> words = command("record", "-o", recording.toString());
    words.addAll(List.of(options));
    return new Recording(through.apply(words), Map.of());
  }

  /** The same in an environment. */
  static Recording startRecording(
      Map<String, String> environment, Path recording, String... options) throws IOException {
    List<String> words = command("record", "-o", recording.toString());
    words.addAll(List.of(options));
    return new Recording(words, environment);
  }

  /** A recording that is under way. */
  static final class Recording implements AutoCloseable {
    private final List<String> words;
    private final Process process;
    private final BufferedReader err;
    private final StringBuilder said = new StringBuilder();

    private Recording(List<String> words, Map<String, String> environment) throws IOException {
      this.words = words;
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().putAll(environment);
      process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      err =
          new BufferedReader(
              new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
      awaitReady();
    }

    private void awaitReady() throws IOException {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("ready")) {
          return;
        }
      }
      throw new AssertionError("record never got ready: " + said);
    }

    /** Sends a signal and waits for the end. */
    Shell.Result stop(String signal) throws IOException {
      Shell.run(List.of("kill", "-" + signal, "" + process.pid())).expect(0);
      return end();
    }

    /** Waits for the end. */
    Shell.Result end() throws IOException {
      err.lines().forEach(line -> said.append(line).append('\n'));
      return new Shell.Result(Shell.await(process, words), "", said.toString());
    }

    boolean isAlive() {
      return process.isAlive();
    }

    long pid() {
      return process.pid();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
