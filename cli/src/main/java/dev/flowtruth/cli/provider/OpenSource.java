package dev.flowtruth.cli.provider;

import dev.flowtruth.core.spi.SocketSource;

/**
 * A source that works, and whose it is.
 *
 * @param id the provider's
 */
public record OpenSource(String id, SocketSource source) implements AutoCloseable {
  @Override
  public void close() {
    source.close();
  }
}
