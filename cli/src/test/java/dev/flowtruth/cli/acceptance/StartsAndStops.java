package dev.flowtruth.cli.acceptance;

import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Starts and stops a provider's source again and again, in a JVM of its own whose heap does not
 * grow, and says from time to time what the process holds: {@code cycle descriptors threads
 * mappings kilobytes}.
 */
final class StartsAndStops {
  private static final int REPORT_EVERY = 100;

  private StartsAndStops() {}

  /** Takes the provider's id and how often. */
  public static void main(String[] args) throws Exception {
    SocketProvider provider = Providers.load().byId(args[0]).orElseThrow();
    int cycles = Integer.parseInt(args[1]);
    for (int i = 1; i <= cycles; i++) {
      startAndStop(provider);
      if (i % REPORT_EVERY == 0) {
        System.gc();
        report(i);
      }
    }
  }

  private static void startAndStop(SocketProvider provider) throws SourceException {
    try (SocketSource source = provider.open(SourceOptions.defaults())) {
      if (source.snapshot(SocketSource.Look.POLL).sockets().isEmpty()) {
        throw new IllegalStateException("no socket was seen");
      }
      source.drain(event -> {});
    }
  }

  private static void report(int cycle) throws IOException {
    System.out.printf(
        "%d %d %d %d %d%n",
        cycle,
        descriptors(),
        status("Threads"),
        Files.readAllLines(Path.of("/proc/self/maps")).size(),
        status("VmRSS"));
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no " + name + " in /proc/self/status");
  }
}
