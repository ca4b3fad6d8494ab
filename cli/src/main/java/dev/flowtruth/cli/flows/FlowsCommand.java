package dev.flowtruth.cli.flows;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.history.Histories;
import dev.flowtruth.cli.history.RecordedHost;
import dev.flowtruth.cli.label.FlowsTo;
import dev.flowtruth.cli.label.MatchChoices;
import dev.flowtruth.cli.options.AddedColumns;
import dev.flowtruth.cli.options.DurationConverter;
import dev.flowtruth.cli.options.RecordingInputs;
import dev.flowtruth.cli.options.SignedDurationConverter;
import dev.flowtruth.core.label.FlowMatcher;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.formats.capture.Capture;
import dev.flowtruth.formats.capture.CaptureFlows;
import dev.flowtruth.formats.capture.InterfaceLabellers;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.LabelReport;
import dev.flowtruth.formats.flows.OutputClosedException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a table of the flows in a capture, with the owners of both ends. */
@Command(
    name = "flows",
    description = {
      "Writes a table (CSV) of the flows in a pcap or pcapng capture, with the owners of both ends"
          + " of each, or the reason why there is none.",
      "A row comes when its flow has ended. Who has a flow tool labels its file with 'label'."
    },
    footerHeading = "%nExample:%n",
    footer = "  flowtruth flows capture.pcapng -r host.jsonl -o flows.csv --report")
public final class FlowsCommand implements Callable<Integer> {
  private final Console console;
  private final Histories histories;

  @Parameters(
      paramLabel = "CAPTURE",
      arity = "0..*",
      description = "The captures, plain or packed; - is stdin.")
  private List<String> captures = new ArrayList<>();

  @Mixin private RecordingInputs recordings;
  @Mixin private MatchChoices match;
  @Mixin private AddedColumns columns;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The result: a file, - for stdout (default). A name that ends in .gz or .zst is"
              + " compressed so.")
  private @Nullable String output;

  @Option(
      names = "--idle-timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "120s",
      description =
          "A flow of which nothing was seen for so long has ended (default: ${DEFAULT-VALUE}).")
  private Duration idle = Duration.ofMinutes(2);

  @Option(
      names = "--clock-offset",
      paramLabel = "DURATION",
      converter = SignedDurationConverter.class,
      defaultValue = "0",
      description = "Is added to every time of the capture, such as -1.5s.")
  private Duration clockOffset = Duration.ZERO;

  @Option(
      names = "--report",
      description = "Prints totals for each side: to stdout, or to stderr when the flows go there.")
  private boolean report;

  @Option(names = "--force", description = "Overwrites an existing output.")
  private boolean force;

  @Inject
  FlowsCommand(Console console, Histories histories) {
    this.console = console;
    this.histories = histories;
  }

  @Override
  public Integer call() throws IOException {
    String name = only(recordings.wordsOf(captures));
    List<String> names = recordings.names(captures);
    if (names.isEmpty()) {
      throw Failure.input("no recording is given; write: flowtruth flows CAPTURE -r RECORDING");
    }
    LabelColumns added = columns.columns();
    FlowsTo to = new FlowsTo(console, output, force, columns.holdCommandLines());
    to.check(List.of(name));
    try (FlowInput input = open(name)) {
      LabelReport total =
          write(input, to, new CaptureFlows(labellers(names), clockOffset, idle, added));
      if (report) {
        print(total, to.isStandard());
      }
    }
    return 0;
  }

  private static String only(List<String> words) {
    if (words.size() != 1) {
      throw Failure.input(
          (words.isEmpty() ? "no capture is given" : "one capture at a time")
              + "; write: flowtruth flows CAPTURE -r RECORDING");
    }
    return words.get(0);
  }

  private static FlowInput open(String name) throws IOException {
    FlowInput input =
        name.equals(FlowsTo.STANDARD)
            ? FlowInput.of("stdin", System.in)
            : FlowInput.open(Path.of(name));
    if (!Capture.isCapture(input)) {
      input.close();
      throw Failure.input(name + ": not a capture; expected pcap or pcapng");
    }
    return input;
  }

  private InterfaceLabellers labellers(List<String> names) throws IOException {
    List<RecordedHost> hosts = histories.read(names, match.host());
    match.check(hosts);
    List<OwnershipHistory> known = hosts.stream().map(RecordedHost::history).toList();
    return name -> new FlowMatcher(known, match.options(name))::label;
  }

  private LabelReport write(FlowInput input, FlowsTo to, CaptureFlows flows) throws IOException {
    try (OutputStream out = to.open(input.name())) {
      return flows.write(input, out, remark -> console.warn(input.name() + ": " + remark));
    } catch (OutputClosedException e) {
      throw new ClosedPipeException();
    }
  }

  private void print(LabelReport total, boolean toErrors) {
    var out = toErrors ? console.errors() : console.results();
    out.print(total.toText());
    histories.audits().forEach(out::println);
    out.flush();
  }
}
