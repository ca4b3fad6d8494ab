package dev.flowtruth.cli.snapshot;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.options.FilterOptions;
import dev.flowtruth.cli.options.Namespaces;
import dev.flowtruth.cli.options.ProviderOptions;
import dev.flowtruth.cli.provider.Looks;
import dev.flowtruth.cli.provider.OpenSource;
import dev.flowtruth.cli.provider.ProviderCatalog;
import dev.flowtruth.cli.provider.ProviderChoice;
import dev.flowtruth.cli.sockets.SocketFilter;
import dev.flowtruth.cli.sockets.SocketFormat;
import dev.flowtruth.cli.sockets.SocketSink;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SourceException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints one look at all sockets with their owners, through one provider or several. */
@Command(
    name = "snapshot",
    description = "Prints one look at all sockets with their owners.",
    footerHeading = "%nExample:%n",
    footer = "  flowtruth snapshot --proto tcp --state listen --format jsonl")
public final class SnapshotCommand implements Callable<Integer> {
  private final Console console;
  private final ProviderCatalog catalog;
  private final ProviderChoice choice;
  private final Looks looks;

  @Mixin private ProviderOptions source;
  @Mixin private FilterOptions filters;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SocketFormat format = SocketFormat.TABLE;

  @Inject
  SnapshotCommand(Console console, ProviderCatalog catalog, ProviderChoice choice, Looks looks) {
    this.console = console;
    this.catalog = catalog;
    this.choice = choice;
    this.looks = looks;
  }

  @Override
  public Integer call() throws SourceException {
    List<View> views = new ArrayList<>();
    for (ProviderChoice.Opening opening :
        choice.openings(source.provider(), source.sourceOptions(catalog.host()))) {
      views.add(view(opening.open()));
    }
    print(views);
    new Differences(views, Namespaces.own()).print(console);
    return 0;
  }

  private View view(OpenSource opened) throws SourceException {
    SocketFilter filter = filters.filter();
    Set<Capability> sees = opened.source().capabilities();
    List<OpenSocket> sockets = looks.look(opened).sockets().stream().filter(filter).toList();
    return new View(opened.id(), sees, sockets);
  }

  private void print(List<View> views) {
    SocketSink sink = format.sink(console, views.size() > 1);
    for (View view : views) {
      view.sockets().forEach(socket -> sink.socket(view.provider(), socket));
    }
    sink.end();
  }
}
