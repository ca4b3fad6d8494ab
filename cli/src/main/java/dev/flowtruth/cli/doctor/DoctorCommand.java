package dev.flowtruth.cli.doctor;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.options.ProviderOptions;
import dev.flowtruth.cli.provider.ProviderCatalog;
import dev.flowtruth.cli.provider.ProviderChoice;
import dev.flowtruth.cli.provider.ProviderReport;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SourceException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what this host can see, what it can't and why, what to type, and what to expect. */
@Command(
    name = "doctor",
    description = {
      "Says what this host can see with these rights, what it can't and why, the exact line to type"
          + " to see more, and what completeness to expect.",
      "Without -p every provider that can run here is examined."
    },
    footerHeading = "%nExample:%n",
    footer = "  flowtruth doctor --selftest")
public final class DoctorCommand implements Callable<Integer> {
  private final Console console;
  private final ProviderCatalog catalog;
  private final ProviderChoice choice;

  @Mixin private ProviderOptions source;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--selftest",
      description =
          "Makes known sockets of every kind for a second, and says for each provider whether it"
              + " caught them. Exit code 1 when the best one missed what it claims to see.")
  private boolean selfTest;

  @Inject
  DoctorCommand(Console console, ProviderCatalog catalog, ProviderChoice choice) {
    this.console = console;
    this.catalog = catalog;
    this.choice = choice;
  }

  @Override
  public Integer call() throws IOException {
    List<SocketProvider> examined = examined();
    List<Examination> examinations = new ArrayList<>();
    for (SocketProvider provider : examined) {
      examinations.add(examine(provider));
    }
    List<SelfTest.Result> results =
        selfTest ? SelfTest.run(examined, source.sourceOptions(catalog.host())) : List.of();
    Diagnosis diagnosis = new Diagnosis(catalog.host(), reports(), examinations, results);
    if (json) {
      DoctorJson.write(console.results(), diagnosis);
    } else {
      new DoctorText(console).write(diagnosis);
    }
    return diagnosis.bestMissedWhatItClaims() ? 1 : 0;
  }

  private List<SocketProvider> examined() {
    if (!source.provider().equals("auto")) {
      return choice.several(source.provider());
    }
    return catalog.providers().all().stream()
        .filter(provider -> catalog.support(provider).usable())
        .toList();
  }

  private List<ProviderReport> reports() {
    return catalog.providers().all().stream()
        .map(provider -> new ProviderReport(provider, catalog.support(provider)))
        .toList();
  }

  private Examination examine(SocketProvider provider) {
    ProviderReport report = new ProviderReport(provider, catalog.support(provider));
    try {
      return Examination.of(report, source.sourceOptions(catalog.host()));
    } catch (SourceException | RuntimeException e) {
      return Examination.failed(report, String.valueOf(e.getMessage()));
    }
  }
}
