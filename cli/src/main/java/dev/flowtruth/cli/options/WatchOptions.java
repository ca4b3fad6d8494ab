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

  @Option(
      names = "--keep-rights",
      description =
          "Under sudo: stays root to the end. Otherwise it returns to the user who called sudo once"
              + " all has begun, where the provider can.")
  private boolean keepsRights;

  /** True when nothing shall be given up after the start. */
  public boolean keepsRights() {
    return keepsRights;
  }

  public Duration period() {
    return period;
  }

  /** After which it ends by itself; null for when it is told to. */
  public @Nullable Duration duration() {
    return duration;
  }
}
