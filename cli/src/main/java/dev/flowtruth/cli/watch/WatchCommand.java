package dev.flowtruth.cli.watch;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Signals;
import dev.flowtruth.cli.options.DurationConverter;
import dev.flowtruth.cli.options.FilterOptions;
import dev.flowtruth.cli.options.ProviderOptions;
import dev.flowtruth.cli.options.WatchOptions;
import dev.flowtruth.cli.provider.OpenSource;
import dev.flowtruth.cli.provider.ProviderCatalog;
import dev.flowtruth.cli.provider.ProviderChoice;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.CacheLimits;
import dev.flowtruth.core.watch.ConnectionCache;
import dev.flowtruth.core.watch.SocketListener;
import dev.flowtruth.core.watch.WatchStatistics;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what happens to sockets as it happens, until told to stop. */
@Command(
    name = "watch",
    description = "Prints what happens to sockets as it happens: opened, owner changed, closed.",
    footerHeading = "%nExample:%n",
    footer = "  flowtruth watch --process 'curl*' --format jsonl --duration 1m")
public final class WatchCommand implements Callable<Integer> {
  private final Console console;
  private final ProviderCatalog catalog;
  private final ProviderChoice choice;

  @Mixin private ProviderOptions source;
  @Mixin private WatchOptions watch;
  @Mixin private FilterOptions filters;

  @Option(
      names = "--idle-timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "120s",
      description =
          "How long a socket may be out of sight before it is told as closed, cause idle (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration idleTimeout = Duration.ofMinutes(2);

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private WatchFormat format = WatchFormat.TEXT;

  @Inject
  WatchCommand(Console console, ProviderCatalog catalog, ProviderChoice choice) {
    this.console = console;
    this.catalog = catalog;
    this.choice = choice;
  }

  @Override
  public Integer call() throws SourceException {
    try (OpenSource opened = choice.open(source.provider(), source.sourceOptions(catalog.host()))) {
      watch(opened.id(), opened.source());
    }
    return 0;
  }

  private void watch(String provider, SocketSource opened) {
    Audits audits = new Audits();
    EventPrinter printer = printer(opened);
    SocketListener both =
        event -> {
          audits.onEvent(event);
          printer.onEvent(event);
        };
    CacheLimits limits = CacheLimits.ofIdleTimeout(idleTimeout);
    ConnectionCache cache = new ConnectionCache(limits, System::nanoTime, both);
    Rights rights = new Rights(console, opened);
    Runnable ready =
        () -> {
          if (!watch.keepsRights()) {
            rights.giveUp();
          }
          console.signal("ready: watching through " + provider);
        };
    WatchRun run = new WatchRun(opened, watch.period(), watch.duration(), cache, ready);
    Signals.onStop(signal -> run.stop());
    WatchStatistics statistics = run.run();
    if (run.failure() != null) {
      throw run.failure();
    }
    sum(statistics, printer, audits);
  }

  private EventPrinter printer(SocketSource opened) {
    PrintWriter out = console.results();
    EventClock clock = new EventClock(opened.clock());
    EventLine line =
        format == WatchFormat.JSONL ? new JsonEventLine(out, clock) : new TextEventLine(out, clock);
    return new EventPrinter(filters.filter(), line, clock, out);
  }

  /** Of the sockets only those that the filter lets through. */
  private void sum(WatchStatistics statistics, EventPrinter printer, Audits audits) {
    console.note(
        String.format(
            Locale.ROOT,
            "watched: %,d opened, %,d closed, %,d looks, %,d lost",
            printer.opened(),
            printer.closed(),
            statistics.passes(),
            statistics.lost()));
    audits.sentences().forEach(console::note);
    if (statistics.failures() > 0) {
      console.warn(statistics.failures() + " looks failed; the last: " + statistics.lastFailure());
    }
  }
}
