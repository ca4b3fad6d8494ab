package dev.flowtruth.cli.convert;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.formats.capture.Capture;
import dev.flowtruth.formats.flows.FlowInput;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes what others know of sockets and their owners as a recording. */
@Command(
    name = "convert",
    description = {
      "Writes what others know of sockets and their owners as a recording, so that flows can be"
          + " labelled against it.",
      "Reads captures whose packets name their processes: pktap of macOS, Process Information"
          + " Blocks, the standard option of pid and thread, and what 'label' wrote."
    },
    footerHeading = "%nExample:%n",
    footer = "  flowtruth convert capture.pcapng -o host.jsonl")
public final class ConvertCommand implements Callable<Integer> {
  private static final String STANDARD = "-";

  private final Console console;

  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..*",
      description = "What is converted, plain or packed; - is stdin.")
  private List<String> sources = new ArrayList<>();

  @Mixin private RecordingTo to;

  @Inject
  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (sources.size() != 1) {
      throw Failure.input(
          (sources.isEmpty() ? "no source is given" : "one source at a time")
              + "; write: flowtruth convert SOURCE -o RECORDING");
    }
    to.check();
    String name = sources.get(0);
    try (FlowInput input = open(name)) {
      if (!Capture.isCapture(input)) {
        throw Failure.input(
            name + ": nothing that can be converted; expected a pcap or pcapng capture");
      }
      new CaptureConversion(console, to).convert(input);
    }
    return 0;
  }

  private static FlowInput open(String name) throws IOException {
    return name.equals(STANDARD) ? FlowInput.of("stdin", System.in) : FlowInput.open(Path.of(name));
  }
}
