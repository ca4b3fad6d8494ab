package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Labels blocks. Thread-safe: each call takes a handler of its own. */
final class BlockLabeller {
  /** No block names more bad rows than people are shown of a whole file. */
  static final int MOST_NAMED = 10;

  private final String file;
  private final FlowReader reader;
  private final FlowLabeller labeller;
  private final Queue<RowHandler> idle = new ConcurrentLinkedQueue<>();

  BlockLabeller(String file, FlowReader reader, FlowLabeller labeller) {
    this.file = file;
    this.reader = reader;
    this.labeller = labeller;
  }

  /**
   * What became of a block.
   *
   * @param block it, with its labelled form; to be used again
   * @param report its rows, counted
   * @param badRows the first of those that could not be read
   */
  record Result(Block block, LabelReport report, List<BadRow> badRows) {}

  /** Labels a block that begins on a line of the file. */
  Result label(Block block, long line) throws BadFlowFileException {
    RowHandler handler = idle.poll();
    if (handler == null) {
      handler = reader.newHandler();
    }
    Result result = new Result(block, new LabelReport(), new ArrayList<>());
    for (int row = 0; row < block.rows(); row++) {
      label(block, row, line, handler, result);
    }
    idle.add(handler);
    return result;
  }

  private void label(Block block, int row, long line, RowHandler handler, Result result)
      throws BadFlowFileException {
    try {
      FlowRow read = handler.read(block.data(), block.rowStart(row), block.rowEnd(row));
      if (read == null) {
        handler.writeOther(block.out());
        result.report().addOther();
      } else {
        FlowLabel label = labeller.label(read.flow());
        handler.writeLabelled(read, label, block.out());
        result.report().add(label, read.byteCount());
      }
    } catch (BadRowException e) {
      noteBad(e, block, row, line, result);
      handler.writeBad(block.out());
    }
  }

  private void noteBad(BadRowException e, Block block, int row, long line, Result result)
      throws BadFlowFileException {
    result.report().addBad();
    if (!e.isFatal() && result.badRows().size() == MOST_NAMED) {
      return;
    }
    long at = line + block.linesBefore(block.rowStart(row));
    if (e.isFatal()) {
      throw new BadFlowFileException(file, at, e.field(), e.problem());
    }
    result.badRows().add(new BadRow(file, at, e.field(), e.problem()));
  }
}
