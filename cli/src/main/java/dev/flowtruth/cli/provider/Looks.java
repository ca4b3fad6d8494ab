package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import jakarta.inject.Inject;

/** One full look through a provider, with what it could not see said as notes. */
public final class Looks {
  private final Console console;

  @Inject
  Looks(Console console) {
    this.console = console;
  }

  /** Opens the provider, looks once at everything, and closes it. */
  public Snapshot look(SocketProvider provider, SourceOptions options) throws SourceException {
    try (SocketSource source = provider.open(options)) {
      Snapshot snapshot = source.snapshot(SocketSource.Look.FULL);
      snapshot
          .gaps()
          .forEach(gap -> console.note("could not see " + gap.what() + ": " + gap.why()));
      return snapshot;
    }
  }
}
