package dev.flowtruth.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code ./flowtruth record} from its ready line on, and what it costs. */
final class RecordProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader err;
  private final long readyNanos;
  private String lastLine = "";

  private RecordProcess(Process process, long started) throws IOException {
    this.process = process;
    err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    while (!lastLine.startsWith("ready")) {
      String line = err.readLine();
      if (line == null) {
        throw new IOException("record never got ready: " + lastLine);
      }
      lastLine = line;
    }
    readyNanos = System.nanoTime() - started;
  }

  /** Starts it by the launcher, as a user does. */
  static RecordProcess start(String provider, Path file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "./flowtruth", "record", "-p", provider, "-o", file.toString(), "--force");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long started = System.nanoTime();
    return new RecordProcess(builder.start(), started);
  }

  /** From the launch to the ready line. */
  long readyNanos() {
    return readyNanos;
  }

  /** CPU time of all its threads that live, ns; the first field of their schedstat. */
  long cpuNanos() throws IOException {
    long sum = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        sum += threadNanos(task);
      }
    }
    return sum;
  }

  private static long threadNanos(Path task) throws IOException {
    try {
      return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
    } catch (NoSuchFileException e) {
      return 0; // it ended meanwhile
    }
  }

  /** Ends it in order; the last line that it said: what it recorded. */
  String stop() throws IOException, InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close its streams too
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      lastLine = line;
    }
    if (process.waitFor() != 0) {
      throw new IOException("record ended with " + process.exitValue() + ": " + lastLine);
    }
    return lastLine;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
