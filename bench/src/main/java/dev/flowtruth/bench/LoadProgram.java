package dev.flowtruth.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The workload's C helper, compiled from the checkout and run; it writes no truth. */
final class LoadProgram {
  private static final Path SOURCES = Path.of("workload", "src", "main", "c");

  private final List<String> program;

  private LoadProgram(List<String> program) {
    this.program = program;
  }

  static LoadProgram compile(Path directory) throws IOException, InterruptedException {
    Path program = directory.resolve("flowload");
    List<String> gcc = new ArrayList<>(List.of("gcc", "-O2", "-o", program.toString()));
    try (Stream<Path> files = Files.list(SOURCES)) {
      files.filter(f -> f.toString().endsWith(".c")).forEach(f -> gcc.add(f.toString()));
    }
    end(gcc, new ProcessBuilder(gcc).inheritIO().start());
    return new LoadProgram(List.of(program.toString()));
  }

  /**
   * The same, kept to one processor: nobody is woken on another one, which takes longest of all.
   */
  LoadProgram onOneProcessor() {
    List<String> words = new ArrayList<>(List.of("taskset", "-c", "0"));
    words.addAll(program);
    return new LoadProgram(words);
  }

  List<String> command(String... arguments) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(arguments));
    return words;
  }

  /** Runs it to its end; the figures of the one line that it prints, by their names. */
  Map<String, Double> measure(String... arguments) throws IOException, InterruptedException {
    return figures(output(command(arguments)));
  }

  static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    end(command, process);
    return out;
  }

  private static void end(List<String> command, Process process)
      throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException("exit code " + process.exitValue() + " of " + command);
    }
  }

  /** {@code name number name number}, other words left out. */
  static Map<String, Double> figures(String line) {
    Map<String, Double> figures = new HashMap<>();
    String[] words = line.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      if (words[i].matches("[0-9.]+")) {
        figures.put(words[i - 1], Double.valueOf(words[i]));
      }
    }
    return figures;
  }
}
