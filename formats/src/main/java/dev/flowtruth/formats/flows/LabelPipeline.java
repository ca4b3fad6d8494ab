package dev.flowtruth.formats.flows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Labels flow files: reads, labels and writes them as streams, in constant memory and in order. On
 * several threads where a file is large; on the caller's alone where it is small, or comes in
 * slowly. Thread-safe as long as its labeller is.
 */
public final class LabelPipeline {
  private final FlowFormats formats;
  private final FlowLabeller labeller;
  private final LabelOptions options;

  /** One for any number of files. */
  public LabelPipeline(FlowFormats formats, FlowLabeller labeller, LabelOptions options) {
    this.formats = formats;
    this.labeller = labeller;
    this.options = options;
  }

  /**
   * Reads the head of a file and nothing more, so that a wrong one is known before others are
   * labelled. The input is not closed.
   *
   * @throws IllegalArgumentException when the options name an unknown format
   * @throws BadFlowFileException when the file is none that can be labelled
   * @throws IOException when it cannot be read
   */
  public static void check(FlowInput input, FlowFormats formats, LabelOptions options)
      throws IOException {
    open(new BlockReader(input).readHead(), formats, options);
  }

  private static FlowReader open(FileHead head, FlowFormats formats, LabelOptions options)
      throws IOException {
    FlowFormat format = formats.choose(head, options);
    FirstRow.check(head, format.open(head, options));
    return format.open(head, options);
  }

  private FlowReader formed(FlowReader reader) {
    OutputForm form = options.form();
    return form == null ? reader : new FormedReader(reader, form, options.columns());
  }

  /**
   * Labels one file. Neither stream is closed.
   *
   * @param badRows told of the first ten rows that cannot be read, on the caller's thread
   * @return what became of the rows
   * @throws IllegalArgumentException when the options name an unknown format
   * @throws BadFlowFileException when the file is none that can be labelled; what came before may
   *     have been written
   * @throws OutputClosedException when the reader of the output went away
   * @throws IOException when the file cannot be read or the output not be written
   */
  public LabelReport label(FlowInput input, OutputStream out, Consumer<BadRow> badRows)
      throws IOException {
    return label(input, out, badRows, note -> {});
  }

  /**
   * Labels one file, and tells how it was read.
   *
   * @param notes told at the end what the user ought to know, a sentence each
   * @see #label(FlowInput, OutputStream, Consumer)
   */
  public LabelReport label(
      FlowInput input, OutputStream out, Consumer<BadRow> badRows, Consumer<String> notes)
      throws IOException {
    BlockReader blocks = new BlockReader(input);
    FlowReader reader = formed(open(blocks.readHead(), formats, options));
    blocks.skip(reader.headLength());
    BlockLabeller work = new BlockLabeller(input.name(), reader, labeller);
    LabelOutput output = new LabelOutput(out, badRows);
    output.write(reader.labelledHead());
    try (OrderedWork ordered = new OrderedWork(work, output, options.threads())) {
      run(blocks, reader, work, output, ordered);
    }
    reader.notes().forEach(notes);
    return output.report();
  }

  private void run(
      BlockReader blocks,
      FlowReader reader,
      BlockLabeller work,
      LabelOutput output,
      OrderedWork ordered)
      throws IOException {
    while (true) {
      Block block = ordered.emptyBlock();
      long line = blocks.line();
      blocks.fill(block, reader);
      boolean paused = block.room() > 0;
      if (paused && ordered.isIdle() || options.threads() == 1 || reader.isOrdered()) {
        ordered.reuse(output.write(work.label(block, line)));
      } else {
        ordered.submit(block, line);
      }
      if (paused) {
        ordered.finish();
        output.flush();
      }
      if (blocks.isAtEnd()) {
        return;
      }
    }
  }
}
