package dev.flowtruth.cli.watch;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;

/** Gives up, once everything has begun, what only the beginning needed. */
public final class Rights {
  private final Console console;
  private final SocketSource source;

  public Rights(Console console, SocketSource source) {
    this.console = console;
    this.source = source;
  }

  /** Does it where the source can; a refusal is told, and the watch goes on as it was. */
  public void giveUp() {
    if (!source.capabilities().contains(Capability.DROP_RIGHTS)) {
      return;
    }
    try {
      source.dropRights();
    } catch (SourceException e) {
      console.warn("the rights of the start could not be given up: " + e.getMessage());
    }
  }
}
