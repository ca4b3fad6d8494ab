package dev.flowtruth.formats.flows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Where results go, in the order of the file. Not thread-safe. */
final class LabelOutput {
  private final OutputStream out;
  private final Consumer<BadRow> badRows;
  private final LabelReport report = new LabelReport();
  private int named;

  LabelOutput(OutputStream out, Consumer<BadRow> badRows) {
    this.out = out;
    this.badRows = badRows;
  }

  void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw OutputClosedException.orSame(e);
    }
  }

  /** Writes a block, counts its rows and names its bad ones; returns it to be used again. */
  Block write(BlockLabeller.Result result) throws IOException {
    try {
      result.block().out().writeTo(out);
    } catch (IOException e) {
      throw OutputClosedException.orSame(e);
    }
    report.merge(result.report());
    for (BadRow bad : result.badRows()) {
      if (named < BlockLabeller.MOST_NAMED) {
        named++;
        badRows.accept(bad);
      }
    }
    return result.block();
  }

  void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw OutputClosedException.orSame(e);
    }
  }

  LabelReport report() {
    return report;
  }
}
