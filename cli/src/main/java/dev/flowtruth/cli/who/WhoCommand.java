package dev.flowtruth.cli.who;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.history.Histories;
import dev.flowtruth.cli.history.RecordedHost;
import dev.flowtruth.cli.options.InstantConverter;
import dev.flowtruth.cli.options.ProviderOptions;
import dev.flowtruth.cli.options.RecordingInputs;
import dev.flowtruth.cli.provider.Looks;
import dev.flowtruth.cli.provider.ProviderCatalog;
import dev.flowtruth.cli.provider.ProviderChoice;
import dev.flowtruth.cli.sockets.JsonLines;
import dev.flowtruth.cli.sockets.TextTable;
import dev.flowtruth.cli.sockets.Times;
import dev.flowtruth.core.label.OwnershipInterval;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SourceException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says who owns an endpoint or a flow, or what a process has open; now, or in recordings. */
@Command(
    name = "who",
    description = {
      "Says who owns, or with -r owned, an endpoint (10.0.0.5:443, :53/udp), a flow (tcp"
          + " 10.0.0.5:51000 10.0.0.9:443, or a Community ID), or what a process (pid or name) has"
          + " open.",
      "In a name * and ? are wildcards. Words that can only be meant as an endpoint or a flow are"
          + " never taken for a name."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  flowtruth who :53/udp",
      "  flowtruth who 10.0.0.5:443 -r host.jsonl --at 2026-01-31T12:00:00Z"
    })
public final class WhoCommand implements Callable<Integer> {
  private final Console console;
  private final ProviderCatalog catalog;
  private final ProviderChoice choice;
  private final Looks looks;
  private final Histories histories;

  @Parameters(paramLabel = "WHAT", arity = "0..*", description = "What is asked for.")
  private List<String> what = new ArrayList<>();

  @Mixin private RecordingInputs recordings;
  @Mixin private ProviderOptions source;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "At this time only: RFC 3339, or epoch seconds, ms or ns. With -r.")
  private @Nullable Instant at;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private WhoFormat format = WhoFormat.TABLE;

  @Inject
  WhoCommand(
      Console console,
      ProviderCatalog catalog,
      ProviderChoice choice,
      Looks looks,
      Histories histories) {
    this.console = console;
    this.catalog = catalog;
    this.choice = choice;
    this.looks = looks;
    this.histories = histories;
  }

  @Override
  public Integer call() throws IOException, SourceException {
    String asked = String.join(" ", recordings.wordsOf(what)).strip();
    List<String> names = recordings.names(what);
    if (asked.isEmpty()) {
      throw Failure.input("say who or what: an endpoint, a flow, a pid or a process name");
    }
    if (at != null && names.isEmpty()) {
      throw Failure.input("--at needs a recording: -r RECORDING");
    }
    Question question = QuestionParser.parse(asked);
    Findings found = new Findings(question);
    if (names.isEmpty()) {
      lookNow(found);
    } else {
      readAll(names, found);
    }
    if (found.answers().isEmpty()) {
      console.note(found.nobody());
    }
    print(found.answers());
    return 0;
  }

  private void lookNow(Findings found) throws SourceException {
    var opened = choice.open(source.provider(), source.sourceOptions(catalog.host()));
    Snapshot snapshot = looks.look(opened);
    OwnAddresses own = new OwnAddresses(snapshot.addresses());
    snapshot.sockets().forEach(socket -> found.ask(Sighting.of(socket), own));
  }

  private void readAll(List<String> names, Findings found) throws IOException {
    for (RecordedHost host : histories.readKeepingSockets(names)) {
      OwnAddresses own = new OwnAddresses(host.addresses());
      host.history().forEach(interval -> found.ask(sighting(interval), own));
    }
  }

  private @Nullable Sighting sighting(OwnershipInterval interval) {
    return at == null ? Sighting.of(interval) : Sighting.at(interval, Times.nanos(at));
  }

  private void print(List<Sighting> answers) {
    if (format == WhoFormat.JSONL) {
      JsonLines json = new JsonLines(console.results());
      answers.forEach(answer -> Answer.json(json, answer));
    } else if (!answers.isEmpty()) {
      TextTable table = new TextTable(Answer.HEADER);
      answers.forEach(answer -> table.row(Answer.cells(answer)));
      table.print(console.results(), console.isColored());
    }
  }
}
