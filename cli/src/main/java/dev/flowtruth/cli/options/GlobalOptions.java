package dev.flowtruth.cli.options;

import dev.flowtruth.cli.console.Style;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command. */
@Singleton
public final class GlobalOptions {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "Colours: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Style.Color color = Style.Color.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No notes and no progress on stderr.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "More notes, and where an error came from.")
  private boolean verbose;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Adds the providers and file formats of the jars in DIR.")
  private @Nullable Path plugins;

  @Option(
      names = "--assume-os",
      paramLabel = "OS",
      scope = ScopeType.INHERIT,
      converter = OsConverter.class,
      completionCandidates = OsConverter.Candidates.class,
      description =
          "Asks providers as if this were ${COMPLETION-CANDIDATES}: for checks against a stand-in"
              + " library or under an emulator.")
  private @Nullable Os assumedOs;

  /** How much is said, and whether in colours. */
  public Style style() {
    return new Style(color, quiet, verbose);
  }

  /** The machine that providers are asked about. */
  public Host host() {
    return assumedOs == null ? Host.local() : Host.assuming(assumedOs);
  }

  /** Where further jars lie. */
  public Optional<Path> plugins() {
    return Optional.ofNullable(plugins);
  }
}
