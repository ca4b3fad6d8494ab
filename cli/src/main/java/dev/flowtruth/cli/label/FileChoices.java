package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.options.AddedColumns;
import dev.flowtruth.cli.options.SignedDurationConverter;
import dev.flowtruth.formats.capture.ProcessInfo;
import dev.flowtruth.formats.flows.LabelOptions;
import dev.flowtruth.formats.flows.OutputForm;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a flow file is read and what is added to it. */
final class FileChoices {
  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "Format of the flow files; found out by content when not given.")
  private @Nullable String from;

  @Mixin private AddedColumns columns;

  @Option(
      names = "--clock-offset",
      paramLabel = "DURATION",
      converter = SignedDurationConverter.class,
      defaultValue = "0",
      description = "Is added to every time of the flow files, such as -1.5s.")
  private Duration clockOffset = Duration.ZERO;

  @Mixin private FactChoices facts;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description =
          "Writes the flows alone, with the same fields for every tool: csv, tsv, jsonl, ecs"
              + " (Elastic Common Schema), otel (OpenTelemetry) or ocsf. Default: the file as it"
              + " is, with columns added.")
  private @Nullable OutputForm form;

  @Option(
      names = "--keep-system-process",
      description = "Leaves NFStream's system_process_name and system_process_pid alone.")
  private boolean keepSystemProcess;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many rows are worked on at once (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--process-info",
      paramLabel = "KIND",
      split = ",",
      description =
          "How packets of a capture tell their process, several joined by a comma:"
              + " ${COMPLETION-CANDIDATES} (default: darwin,comment). pib: Wireshark's Process"
              + " Information Block; darwin: Apple's, shown by Wireshark 4.6; comment: both ends with"
              + " their reasons, shown by every Wireshark; pid: the standard option.")
  private Set<ProcessInfo> processInfo = EnumSet.noneOf(ProcessInfo.class);

  /** How packets of a capture tell their process. */
  Set<ProcessInfo> processInfo() {
    return processInfo.isEmpty() ? ProcessInfo.usual() : processInfo;
  }

  /** Is added to every time of the flow files. */
  Duration clockOffset() {
    return clockOffset;
  }

  /** True when what is written may hold secrets. */
  boolean addsCommandLines() {
    return columns.holdCommandLines();
  }

  LabelOptions options() {
    if (threads < 1) {
      throw Failure.input("--threads: '" + threads + "' is not a number from 1 on");
    }
    return new LabelOptions(
        from, facts.facts(), columns.columns(), keepSystemProcess, clockOffset, form, threads);
  }
}
