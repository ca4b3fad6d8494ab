package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.formats.capture.Capture;
import dev.flowtruth.formats.capture.CaptureLabelling;
import dev.flowtruth.formats.flows.FlowFormats;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.LabelOptions;
import dev.flowtruth.formats.flows.LabelPipeline;
import dev.flowtruth.formats.flows.LabelReport;
import dev.flowtruth.formats.flows.OutputClosedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Labels one flow file after the other. */
final class LabelRun {
  private final Console console;
  private final LabelPipeline pipeline;
  private final CaptureLabelling captures;
  private final SampledFlows sample;
  private final FlowsTo outputs;

  LabelRun(
      Console console,
      LabelPipeline pipeline,
      CaptureLabelling captures,
      SampledFlows sample,
      FlowsTo outputs) {
    this.console = console;
    this.pipeline = pipeline;
    this.captures = captures;
    this.sample = sample;
    this.outputs = outputs;
  }

  /** Labels all of them and returns what became of all rows together. */
  LabelReport label(List<String> inputs) throws IOException {
    LabelReport total = new LabelReport();
    for (String name : inputs) {
      sample.clear();
      LabelReport one = label(name);
      sayBadRows(name, one);
      sample.hint(one).ifPresent(hint -> console.note(name + ": " + hint));
      total.merge(one);
    }
    return total;
  }

  /**
   * Reads the heads of all files, so that a wrong one is known before the first output is made.
   * What can be read only once, such as stdin, is left for later.
   */
  static void check(List<String> inputs, FlowFormats formats, LabelOptions options)
      throws IOException {
    for (String name : inputs) {
      if (!name.equals(FlowsTo.STANDARD)) {
        check(Path.of(name), formats, options);
      }
    }
  }

  private static void check(Path file, FlowFormats formats, LabelOptions options)
      throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return;
    }
    try (FlowInput input = FlowInput.open(file)) {
      if (!Capture.isCapture(input)) {
        LabelPipeline.check(input, formats, options);
      }
    }
  }

  private LabelReport label(String name) throws IOException {
    try (FlowInput input = open(name);
        OutputStream out = outputs.open(name)) {
      if (Capture.isCapture(input)) {
        return captures.label(input, out, remark -> console.warn(name + ": " + remark));
      }
      return pipeline.label(
          input,
          out,
          bad -> console.warn(bad.toString()),
          note -> console.note(name + ": " + note));
    } catch (OutputClosedException e) {
      throw new ClosedPipeException();
    }
  }

  private FlowInput open(String name) throws IOException {
    if (name.equals(FlowsTo.STANDARD)) {
      return FlowInput.of("stdin", System.in);
    }
    Path file = Path.of(name);
    FlowInput input = FlowInput.open(file);
    if (!console.showsProgress() || !Files.isRegularFile(file)) {
      return input;
    }
    input.close();
    return FlowInput.of(name, withProgress(file));
  }

  private InputStream withProgress(Path file) throws IOException {
    ProgressBarBuilder bar =
        ProgressBar.builder()
            .setTaskName(String.valueOf(file.getFileName()))
            .setUnit("MiB", 1 << 20)
            .setStyle(
                console.colorsErrors()
                    ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                    : ProgressBarStyle.UNICODE_BLOCK)
            .setInitialMax(Files.size(file))
            .clearDisplayOnFinish();
    return ProgressBar.wrap(Files.newInputStream(file), bar);
  }

  private void sayBadRows(String name, LabelReport report) {
    if (report.badRows() > 0) {
      console.warn(
          name
              + ": "
              + report.badRows()
              + " of "
              + report.rows()
              + " rows could not be read; they are in the output as bad_row");
    }
  }
}
