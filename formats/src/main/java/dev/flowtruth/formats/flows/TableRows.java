package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of a table. Not thread-safe. */
final class TableRows implements RowHandler {
  private static final FlowLabel BAD = FlowLabel.none(Reason.BAD_ROW);

  private final TableLayout layout;
  private final Cells cells;
  private final CellCache cache;
  private final SystemProcess systemProcess;
  private byte[] data = CellCache.EMPTY;
  private int from;
  private int contentEnd;
  private int to;

  TableRows(TableLayout layout) {
    this.layout = layout;
    cells = new Cells(layout.cells().count());
    cache = new CellCache(layout.columns().ofEachSide(), layout.style());
    systemProcess = new SystemProcess(layout.systemProcess(), layout.delimiter(), layout.style());
  }

  @Override
  public @Nullable FlowRow read(byte[] bytes, int start, int end) throws BadRowException {
    data = bytes;
    from = start;
    contentEnd = LineEnd.contentEnd(bytes, start, end);
    to = end;
    if (layout.others().isOther(bytes, start, contentEnd)) {
      return null;
    }
    cells.clear();
    int[] slots = layout.cells().slots();
    int count = layout.scanner().scan(bytes, start, contentEnd, slots, cells);
    if (count != slots.length) {
      throw BadRowException.of("columns", "expected " + slots.length + " cells, found " + count);
    }
    stripCells();
    layout.cells().rule().apply(cells);
    return layout.interpreter().isFlow(cells) ? layout.interpreter().read(cells) : null;
  }

  /** Those of fields; the cells of NFStream's own label, which lie between, stay as they are. */
  private void stripCells() {
    for (int slot = 0; slot < FlowField.COUNT; slot++) {
      strip(slot);
    }
    for (int slot = SystemProcess.SLOTS; slot < cells.count(); slot++) {
      strip(slot);
    }
  }

  private void strip(int slot) {
    if (cells.has(slot)) {
      cells.strip(slot);
      if (cells.from(slot) == cells.to(slot) || cells.holds(slot, layout.unset())) {
        cells.unset(slot);
      }
    }
  }

  @Override
  public void writeLabelled(FlowRow row, FlowLabel label, ByteSink out) {
    systemProcess.write(data, from, contentEnd, cells, label, out);
    appendLabels(label, out);
    if (layout.columns().hasCommunityId()) {
      appendCommunityId(row, out);
    }
    out.put(data, contentEnd, to);
  }

  @Override
  public void writeBad(ByteSink out) {
    out.put(data, from, contentEnd);
    systemProcess.appendMissing(out);
    appendLabels(BAD, out);
    if (layout.columns().hasCommunityId()) {
      out.put(layout.delimiter());
    }
    out.put(data, contentEnd, to);
  }

  @Override
  public void writeOther(ByteSink out) {
    out.put(data, from, contentEnd);
    out.put(layout.others().suffix(data, from, contentEnd));
    out.put(data, contentEnd, to);
  }

  private void appendLabels(FlowLabel label, ByteSink out) {
    appendSide(label.source(), out);
    appendSide(label.destination(), out);
  }

  private void appendSide(Label label, ByteSink out) {
    for (int i = 0; i < cache.columnCount(); i++) {
      out.put(layout.delimiter());
      out.put(cache.cell(i, label));
    }
  }

  private void appendCommunityId(FlowRow row, ByteSink out) {
    out.put(layout.delimiter());
    String id = CommunityIds.of(row);
    if (id != null) {
      out.put(id.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
