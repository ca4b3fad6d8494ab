package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.core.spi.SocketProvider;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists every provider: what it sees, whether it can run here, and if not, what is missing. */
@Command(
    name = "providers",
    description =
        "Lists every provider of sockets: what it sees, whether it can run here, and if not, what"
            + " is missing.",
    footerHeading = "%nExample:%n",
    footer = "  flowtruth providers --json")
public final class ProvidersCommand implements Runnable {
  private final ProviderCatalog catalog;
  private final Console console;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Inject
  ProvidersCommand(ProviderCatalog catalog, Console console) {
    this.catalog = catalog;
    this.console = console;
  }

  @Override
  public void run() {
    List<ProviderReport> reports = catalog.providers().all().stream().map(this::report).toList();
    if (json) {
      ProvidersJson.write(console.results(), catalog, reports);
    } else {
      ProvidersText.write(console, catalog.host(), reports);
    }
  }

  private ProviderReport report(SocketProvider provider) {
    return new ProviderReport(provider, catalog.support(provider));
  }
}
