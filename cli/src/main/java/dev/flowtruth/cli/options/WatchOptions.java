package dev.flowtruth.cli.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often and how long the sockets are watched. */
public final class WatchOptions {
  @Option(
      names = "--period",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "100ms",
      description =
          "Time between two looks, 0 for as fast as possible (default: ${DEFAULT-VALUE}).")
  private Duration period = Duration.ofMillis(100);

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Ends by itself after so long.")
  private @Nullable Duration duration;

  public Duration period() {
    return period;
  }

  /** After which it ends by itself; null for when it is told to. */
  public @Nullable Duration duration() {
    return duration;
  }
}
