package dev.flowtruth.cli.recording;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.options.ProviderOptions;
import dev.flowtruth.cli.options.WatchOptions;
import dev.flowtruth.cli.provider.OpenSource;
import dev.flowtruth.cli.provider.ProviderCatalog;
import dev.flowtruth.cli.provider.ProviderChoice;
import dev.flowtruth.cli.watch.Rights;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.formats.recording.RecordingWriter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a recording until told to stop, or for as long as a command runs. */
@Command(
    name = "record",
    description = {
      "Writes a recording of who owned which socket, until told to stop (Ctrl-C, SIGTERM), or for as"
          + " long as COMMAND runs.",
      "A line that begins with 'ready' on stderr says that the first look is complete. With COMMAND"
          + " the exit code is its own: 128+n for signal n, 126 or 127 when it can't be run, 125 when"
          + " the recording failed."
    },
    footerHeading = "%nExample:%n",
    footer = "  flowtruth record -o host.jsonl --period 10ms -- curl -s http://localhost/")
public final class RecordCommand implements Callable<Integer> {
  private static final int RECORDING_FAILED = 125;
  private static final int FAILED = 1;

  private final Console console;
  private final ProviderCatalog catalog;
  private final ProviderChoice choice;

  @Mixin private ProviderOptions source;
  @Mixin private WatchOptions watch;
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "Is run once the recording is ready; write -- before it.")
  private List<String> command = new ArrayList<>();

  @Inject
  RecordCommand(Console console, ProviderCatalog catalog, ProviderChoice choice) {
    this.console = console;
    this.catalog = catalog;
    this.choice = choice;
  }

  @Override
  public Integer call() throws SourceException, IOException, InterruptedException {
    ChildCommand child = command.isEmpty() ? null : new ChildCommand(command, console);
    try {
      return record(child);
    } catch (Failure e) {
      if (child == null || e.exitCode() != FAILED) {
        throw e;
      }
      throw aroundCommand(e);
    } catch (SourceException | IOException e) {
      if (child == null) {
        throw e;
      }
      throw aroundCommand(e);
    }
  }

  private int record(@Nullable ChildCommand child)
      throws SourceException, IOException, InterruptedException {
    output.check(child != null);
    try (OpenSource opened = choice.open(source.provider(), source.sourceOptions(catalog.host()));
        RecordingWriter writer =
            output.open(console, opened.id(), opened.source(), watch.period())) {
      Runnable onceBegun =
          keepsRights(child) ? () -> {} : new Rights(console, opened.source())::giveUp;
      return new Recorder(console, opened.id(), writer, output.isStandard(), child, onceBegun)
          .run(opened.source(), watch);
    }
  }

  /** A command is root's, and only root may pass signals on to it. */
  private boolean keepsRights(@Nullable ChildCommand child) {
    return watch.keepsRights() || child != null || output.needsRights();
  }

  private static Failure aroundCommand(Exception e) {
    return Failure.withCode(RECORDING_FAILED, String.valueOf(e.getMessage()));
  }
}
