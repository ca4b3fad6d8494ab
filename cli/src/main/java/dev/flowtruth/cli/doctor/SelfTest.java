package dev.flowtruth.cli.doctor;

import dev.flowtruth.cli.doctor.KnownSockets.Known;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Known sockets, and what each provider says of them. They are this process's own. */
final class SelfTest {
  private static final long SECOND = 1_000_000_000L;

  /**
   * What became of one known socket.
   *
   * @param provider id of the provider
   * @param kind which socket
   * @param verdict {@code caught}, or what is wrong
   */
  record Result(String provider, String kind, String verdict) {
    static final String CAUGHT = "caught";

    boolean isCaught() {
      return verdict.equals(CAUGHT);
    }
  }

  private SelfTest() {}

  /** Makes the sockets, asks every provider, and takes them away after a second. */
  static List<Result> run(List<SocketProvider> providers, SourceOptions options)
      throws IOException {
    List<Result> results = new ArrayList<>();
    long end = System.nanoTime() + SECOND;
    try (KnownSockets sockets = KnownSockets.make()) {
      for (SocketProvider provider : providers) {
        results.addAll(ask(provider, options, sockets));
      }
      waitUntil(end);
    }
    return results;
  }

  private static List<Result> ask(
      SocketProvider provider, SourceOptions options, KnownSockets sockets) {
    List<Result> results = new ArrayList<>();
    try (SocketSource source = provider.open(options)) {
      Snapshot snapshot = source.snapshot(SocketSource.Look.FULL);
      for (Known known : sockets.known()) {
        results.add(new Result(provider.id(), known.kind(), verdict(known, snapshot.sockets())));
      }
    } catch (SourceException | RuntimeException e) {
      results.add(new Result(provider.id(), "tcp", "the look failed: " + e.getMessage()));
    }
    for (String kind : sockets.notMade()) {
      results.add(new Result("-", kind, "not made"));
    }
    return results;
  }

  static String verdict(Known known, List<OpenSocket> sockets) {
    Optional<OpenSocket> found = sockets.stream().filter(s -> is(known, s)).findFirst();
    return found.map(socket -> verdict(socket.ownership())).orElse("missed");
  }

  private static String verdict(Ownership ownership) {
    if (!ownership.isKnown()) {
      return "seen, but " + Objects.requireNonNull(ownership.absence()).label();
    }
    long self = ProcessHandle.current().pid();
    boolean ours = ownership.owners().stream().anyMatch(o -> o.process().pid() == self);
    return ours ? Result.CAUGHT : "seen with a wrong owner: " + ownership.owners();
  }

  private static boolean is(Known known, OpenSocket socket) {
    return socket.protocol().equals(known.protocol())
        && socket.local().equals(known.local())
        && (socket.peer().equals(known.peer()) || socket.peer().isNone() && known.peer().isNone());
  }

  private static void waitUntil(long endNanos) {
    long left = endNanos - System.nanoTime();
    if (left > 0) {
      try {
        java.util.concurrent.TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
