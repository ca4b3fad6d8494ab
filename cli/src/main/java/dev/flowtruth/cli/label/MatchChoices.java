package dev.flowtruth.cli.label;

import dev.flowtruth.cli.options.DurationConverter;
import dev.flowtruth.cli.options.Namespaces;
import dev.flowtruth.core.label.MatchOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the flows were captured, and what counts as an answer. */
final class MatchChoices {
  @Option(
      names = "--netns",
      paramLabel = "NETNS",
      converter = Namespaces.class,
      description =
          "Namespace in which the flows were captured: inode number, path, name, or any (default):"
              + " then the same tuple in two namespaces is ambiguous.")
  private long netns;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Interface on which they were captured, for link-local twins.")
  private @Nullable String interfaceName;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Host on which they were captured, when recordings of several are given.")
  private @Nullable String host;

  @Option(
      names = "--recent",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description =
          "How long after its close a socket still gets a late packet of its tuple (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration recent = Duration.ofSeconds(60);

  @Option(
      names = "--accept-listener",
      description =
          "Takes the only holder of the listening socket for an answer where the connection's own"
              + " socket was missed.")
  private boolean acceptListener;

  @Nullable String host() {
    return host;
  }

  MatchOptions options() {
    return new MatchOptions(netns, interfaceName, recent, acceptListener);
  }
}
