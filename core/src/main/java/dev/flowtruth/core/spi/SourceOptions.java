package dev.flowtruth.core.spi;

/**
 * What the caller wants of a source.
 *
 * @param host the machine as it was asked in {@link SocketProvider#support}
 * @param commandLines read command lines; they may hold secrets, so only when asked for
 * @param hashes compute SHA-256 of executables
 */
public record SourceOptions(Host host, boolean commandLines, boolean hashes) {
  /** Nothing beyond the default. */
  public static SourceOptions defaults() {
    return new SourceOptions(Host.local(), false, false);
  }
}
