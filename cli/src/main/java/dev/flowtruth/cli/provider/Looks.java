package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import jakarta.inject.Inject;

/** A full look through a provider, with what it could not see said as notes. */
public final class Looks {
  private final Console console;

  @Inject
  Looks(Console console) {
    this.console = console;
  }

  /** Looks once at everything, and closes the source. */
  public Snapshot look(OpenSource opened) throws SourceException {
    try (opened) {
      Snapshot snapshot = thorough(opened.source());
      snapshot
          .gaps()
          .forEach(gap -> console.note("could not see " + gap.what() + ": " + gap.why()));
      return snapshot;
    }
  }

  /**
   * A full look, and two more when it left sockets without owner: only what is still there after a
   * search of everything is known to be the kernel's, or of somebody who may not be read.
   */
  public static Snapshot thorough(SocketSource source) throws SourceException {
    Snapshot snapshot = source.snapshot(SocketSource.Look.FULL);
    for (int more = 0; more < 2 && leavesQuestions(snapshot); more++) {
      snapshot = source.snapshot(SocketSource.Look.FULL);
    }
    return snapshot;
  }

  private static boolean leavesQuestions(Snapshot snapshot) {
    return snapshot.sockets().stream()
        .anyMatch(socket -> socket.ownership().absence() == Reason.SEEN_WITHOUT_OWNER);
  }
}
