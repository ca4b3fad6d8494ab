package dev.flowtruth.workload;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The truth that one process writes down: JSON lines in a file of its own, {@code PID.jsonl}, in a
 * directory that all processes of a run share. Thread-safe.
 */
public final class TruthLog implements AutoCloseable {
  private final BufferedWriter writer;

  /** Appends to the file of this process. */
  public TruthLog(Path directory) throws IOException {
    Files.createDirectories(directory);
    writer = Files.newBufferedWriter(directory.resolve(ProcessHandle.current().pid() + ".jsonl"));
  }

  /** Writes one line; it is on disk when the log is closed. */
  public synchronized void write(Truth truth) {
    try {
      writer.write(truth.toJson());
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  /** All that the processes of a run wrote down, in no order. */
  public static List<Truth> read(Path directory) throws IOException {
    List<Truth> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        Files.readAllLines(file).forEach(line -> all.add(Truth.ofJson(line)));
      }
    }
    return all;
  }
}
