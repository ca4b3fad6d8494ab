package dev.flowtruth.cli.options;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SourceOptions;
import picocli.CommandLine.Option;

/** Which source of sockets is used, and what more than the default it reads. */
public final class ProviderOptions {
  @Option(
      names = {"-p", "--provider"},
      paramLabel = "ID",
      description =
          "Source of the sockets: an id that 'flowtruth providers' lists, or auto, the best that"
              + " works here (default: ${DEFAULT-VALUE}). Several joined by a comma where a command"
              + " compares.")
  private String provider = "auto";

  @Option(
      names = "--command-lines",
      description = "Reads command lines too. They may hold secrets.")
  private boolean commandLines;

  @Option(names = "--hashes", description = "Computes SHA-256 of executables too.")
  private boolean hashes;

  /** The ids as the user wrote them. */
  public String provider() {
    return provider;
  }

  /** What the source shall read on the host. */
  public SourceOptions sourceOptions(Host host) {
    return new SourceOptions(host, commandLines, hashes);
  }
}
