package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.history.Histories;
import dev.flowtruth.cli.history.RecordedHost;
import dev.flowtruth.cli.options.RecordingInputs;
import dev.flowtruth.cli.provider.Plugins;
import dev.flowtruth.core.label.FlowMatcher;
import dev.flowtruth.core.label.MatchOptions;
import dev.flowtruth.formats.capture.CaptureLabelling;
import dev.flowtruth.formats.flows.FlowFormats;
import dev.flowtruth.formats.flows.LabelPipeline;
import dev.flowtruth.formats.flows.LabelReport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes flow files with the owners of both ends of each flow added. */
@Command(
    name = "label",
    description = {
      "Writes flow files with the owners of both ends of each flow added, or the reason why there"
          + " is none. Everything else in them stays byte for byte.",
      "Files of NFStream, Zeek, CICFlowMeter, Argus, nfdump, pmacct, Suricata, nDPI and tshark are"
          + " known by their content, as pcap and pcapng are; --columns reads any other table.",
      "Of a capture each packet is labelled, and the result is a pcapng capture."
    },
    footerHeading = "%nExample:%n",
    footer = "  flowtruth label flows.csv -r host.jsonl -o labelled.csv --report")
public final class LabelCommand implements Callable<Integer> {
  private static final int BAD_INPUT = 2;

  private final Console console;
  private final Plugins plugins;
  private final Histories histories;

  @Parameters(
      paramLabel = "FLOWS",
      arity = "0..*",
      description = "The flow files, plain or packed; - is stdin.")
  private List<String> flows = new ArrayList<>();

  @Mixin private RecordingInputs recordings;
  @Mixin private MatchChoices match;
  @Mixin private FileChoices file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The result: a file, DIR/ for several inputs, - for stdout (default). A name that ends in"
              + " .gz or .zst is compressed so.")
  private @Nullable String output;

  @Option(
      names = "--report",
      description =
          "Prints totals for each side, by basis and by reason: to stdout, or to stderr when the"
              + " flows go to stdout.")
  private boolean report;

  @Option(names = "--strict", description = "Exit code 2 when a row could not be read.")
  private boolean strict;

  @Option(names = "--force", description = "Overwrites an existing output.")
  private boolean force;

  @Inject
  LabelCommand(Console console, Plugins plugins, Histories histories) {
    this.console = console;
    this.plugins = plugins;
    this.histories = histories;
  }

  @Override
  public Integer call() throws IOException {
    List<String> inputs = recordings.wordsOf(flows);
    List<String> names = recordings.names(flows);
    check(inputs, names);
    FlowsTo outputs = new FlowsTo(console, output, force, file.addsCommandLines());
    outputs.check(inputs);
    LabelRun run = run(inputs, names, outputs);
    LabelReport total = run.label(inputs);
    if (report) {
      print(total, outputs.isStandard());
    }
    return strict && total.badRows() > 0 ? BAD_INPUT : 0;
  }

  private static void check(List<String> inputs, List<String> names) {
    if (inputs.isEmpty()) {
      throw Failure.input("no flow file is given; write: flowtruth label FLOWS -r RECORDING");
    }
    if (names.isEmpty()) {
      throw Failure.input("no recording is given; write: flowtruth label FLOWS -r RECORDING");
    }
    if (inputs.contains(FlowsTo.STANDARD) && names.contains(FlowsTo.STANDARD)) {
      throw Failure.input("flows and recording can't both come from stdin");
    }
  }

  private LabelRun run(List<String> inputs, List<String> names, FlowsTo outputs)
      throws IOException {
    FlowFormats formats = FlowFormats.load(plugins.loader());
    formats.refusals().forEach(console::warn);
    var options = file.options();
    if (options.format() != null) {
      requireKnown(formats, options.format());
    }
    LabelRun.check(inputs, formats, options);
    List<RecordedHost> hosts = histories.read(names, match.host());
    match.check(hosts);
    FlowMatcher matcher = matcher(hosts, match.options());
    CaptureLabelling captures =
        new CaptureLabelling(
            name -> matcher(hosts, match.options(name))::label,
            file.clockOffset(),
            file.processInfo(),
            options.columns());
    SampledFlows sample = new SampledFlows(matcher::label, options.clockOffset());
    LabelPipeline pipeline = new LabelPipeline(formats, sample, options);
    return new LabelRun(console, pipeline, captures, sample, outputs);
  }

  private static FlowMatcher matcher(List<RecordedHost> hosts, MatchOptions options) {
    return new FlowMatcher(hosts.stream().map(RecordedHost::history).toList(), options);
  }

  private static void requireKnown(FlowFormats formats, String id) {
    try {
      formats.byId(id);
    } catch (IllegalArgumentException e) {
      throw Failure.input("--from: " + e.getMessage());
    }
  }

  private void print(LabelReport total, boolean toErrors) {
    var out = toErrors ? console.errors() : console.results();
    out.print(total.toText());
    histories.audits().forEach(out::println);
    out.flush();
  }
}
