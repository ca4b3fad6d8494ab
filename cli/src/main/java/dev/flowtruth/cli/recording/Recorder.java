package dev.flowtruth.cli.recording;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.console.Signals;
import dev.flowtruth.cli.options.WatchOptions;
import dev.flowtruth.cli.watch.Audits;
import dev.flowtruth.cli.watch.WatchRun;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.watch.SocketListener;
import dev.flowtruth.core.watch.WatchStatistics;
import dev.flowtruth.formats.recording.RecordingTotals;
import dev.flowtruth.formats.recording.RecordingWriter;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A recording while it is made: the watch, the file, and the command around which it is made. */
final class Recorder {
  private final Console console;
  private final String provider;
  private final RecordingWriter writer;
  private final boolean isPiped;
  private final @Nullable ChildCommand child;
  private final Runnable onceBegun;
  private final Audits audits = new Audits();

  /**
   * One that has not begun.
   *
   * @param isPiped true when a reader that goes away is the end, and no failure
   * @param child runs while it is recorded, null for none
   */
  Recorder(
      Console console,
      String provider,
      RecordingWriter writer,
      boolean isPiped,
      @Nullable ChildCommand child,
      Runnable onceBegun) {
    this.console = console;
    this.provider = provider;
    this.writer = writer;
    this.isPiped = isPiped;
    this.child = child;
    this.onceBegun = onceBegun;
  }

  /** Records to the end and returns the exit code. */
  int run(SocketSource source, WatchOptions watch) throws IOException, InterruptedException {
    Run run = new Run(source, watch);
    ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor(WatchRun::daemon);
    var unused = flusher.scheduleWithFixedDelay(run::flush, 1, 1, TimeUnit.SECONDS);
    try {
      return finish(run.watch.run(), run.watch.failure());
    } finally {
      flusher.shutdownNow();
    }
  }

  private int finish(WatchStatistics statistics, @Nullable RuntimeException failure)
      throws IOException, InterruptedException {
    if (failure == null && writer.failure().isEmpty()) {
      writer.setProcessesVanished(statistics.processesVanished());
      writer.close();
    }
    if (isPiped && ClosedPipeException.isMeantBy(writer.failure().orElse(null))) {
      throw new ClosedPipeException();
    }
    sum(statistics);
    String trouble = trouble(failure);
    if (trouble != null && child != null && child.isStarted()) {
      console.warn(trouble + "; the command goes on without a recording");
    }
    int code = child == null ? 0 : child.exitCode();
    if (trouble != null) {
      throw Failure.running(trouble);
    }
    return code;
  }

  private @Nullable String trouble(@Nullable RuntimeException failure) {
    IOException written = writer.failure().orElse(null);
    if (written != null) {
      return written.getMessage();
    }
    return failure == null ? null : "the recording failed: " + failure;
  }

  private void sum(WatchStatistics statistics) {
    RecordingTotals totals = writer.totals();
    audits.sentences().forEach(console::note);
    if (statistics.failures() > 0) {
      console.warn(statistics.failures() + " looks failed; the last: " + statistics.lastFailure());
    }
    console.note(
        String.format(
            Locale.ROOT,
            "recorded %s; %,d events lost, %,d gaps, %,d processes vanished; %s",
            sockets(totals),
            totals.eventsLost(),
            totals.gaps(),
            totals.processesVanished(),
            writer.file()));
  }

  /** {@code 10 sockets = 7 with owner + 1 kernel + 2 no_permission}: as the footer says. */
  private static String sockets(RecordingTotals totals) {
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d sockets = %,d with owner",
                totals.socketsOpened(),
                totals.socketsWithOwner()));
    totals
        .withoutOwner()
        .forEach(
            (reason, count) ->
                words.append(String.format(Locale.ROOT, " + %,d %s", count, reason.label())));
    return words.toString();
  }

  /** What happens on other threads while the watch runs. */
  private final class Run {
    private final WatchRun watch;

    Run(SocketSource source, WatchOptions options) {
      SocketListener both =
          event -> {
            audits.onEvent(event);
            writer.onEvent(event);
          };
      watch = new WatchRun(source, options.period(), options.duration(), both, this::ready);
      Signals.onStop(this::signalled);
    }

    private void ready() {
      flush();
      onceBegun.run();
      console.signal("ready: recording through " + provider + " to " + writer.file());
      if (child != null) {
        child.start(watch::stop);
      }
    }

    private void signalled(String name) {
      if (child == null || !child.signal(name)) {
        watch.stop();
      }
    }

    private void flush() {
      try {
        writer.flush();
      } catch (IOException e) {
        watch.stop(); // the writer keeps the failure, which is told at the end
      }
    }
  }
}
