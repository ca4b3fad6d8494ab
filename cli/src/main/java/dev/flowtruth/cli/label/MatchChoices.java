package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.history.RecordedHost;
import dev.flowtruth.cli.options.DurationConverter;
import dev.flowtruth.cli.options.Namespaces;
import dev.flowtruth.core.label.MatchOptions;
import dev.flowtruth.core.model.LocalAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the flows were captured, and what counts as an answer. */
public final class MatchChoices {
  private static final long ANY = 0;
  private static final int MOST_NAMED = 20;

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
      description =
          "Interface on which they were captured, for link-local twins; a pcapng capture mostly"
              + " says it itself.")
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

  /** Name or id of the host of interest, null for all. */
  public @Nullable String host() {
    return host;
  }

  /** Refuses a place that no recording tells of: it would decide in silence, or not at all. */
  public void check(List<RecordedHost> hosts) {
    if (netns != ANY) {
      Stream<Long> namespaces = hosts.stream().flatMap(host -> host.namespaces().stream());
      require(Long.toString(netns), "--netns: no recording has the network namespace", namespaces);
    }
    if (interfaceName != null) {
      Stream<String> names =
          hosts.stream()
              .flatMap(host -> host.addresses().stream())
              .map(LocalAddress::interfaceName);
      require(interfaceName, "--interface: no recording has the interface", names);
    }
  }

  private static void require(String wanted, String otherwise, Stream<?> known) {
    List<String> names = known.map(String::valueOf).distinct().sorted().toList();
    if (names.contains(wanted)) {
      return;
    }
    String there =
        names.isEmpty()
            ? "none is recorded"
            : "there are: "
                + String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)));
    String more = names.size() > MOST_NAMED ? ", and " + (names.size() - MOST_NAMED) + " more" : "";
    throw Failure.input(otherwise + " '" + wanted + "'; " + there + more);
  }

  MatchOptions options() {
    return new MatchOptions(netns, interfaceName, recent, acceptListener);
  }

  /** The same for packets of an interface: its name decides unless the user gave another. */
  public MatchOptions options(@Nullable String captured) {
    String name = interfaceName == null ? captured : interfaceName;
    return new MatchOptions(netns, name, recent, acceptListener);
  }
}
