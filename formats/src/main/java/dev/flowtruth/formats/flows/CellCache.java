package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Label;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of labels as bytes. Those of a process, a basis or a reason are made once; they are
 * told apart by identity, since comparing two processes costs more than writing one. Not
 * thread-safe.
 */
final class CellCache {
  /** What unknown cells are. */
  static final byte[] EMPTY = {};

  private static final int MOST_KEPT = 1 << 15;

  private final OwnerColumn<?>[] columns;
  private final CellStyle style;
  private final List<Map<Object, byte[]>> kept = new ArrayList<>();

  CellCache(List<OwnerColumn<?>> ofEachSide, CellStyle style) {
    this.columns = ofEachSide.toArray(new OwnerColumn<?>[0]);
    this.style = style;
    for (int i = 0; i < columns.length; i++) {
      kept.add(new IdentityHashMap<>());
    }
  }

  int columnCount() {
    return columns.length;
  }

  /** The cell of a column, {@link #EMPTY} when there is nothing to say. */
  byte[] cell(int index, Label label) {
    OwnerColumn<?> column = columns[index];
    Object source = column.source().apply(label);
    if (source == null) {
      return EMPTY;
    }
    return column.lasting() ? keptCell(index, column, source) : encode(column, source);
  }

  private byte[] keptCell(int index, OwnerColumn<?> column, Object source) {
    Map<Object, byte[]> cells = kept.get(index);
    byte[] cell = cells.get(source);
    if (cell == null) {
      if (cells.size() >= MOST_KEPT) {
        cells.clear();
      }
      cell = encode(column, source);
      cells.put(source, cell);
    }
    return cell;
  }

  private byte[] encode(OwnerColumn<?> column, Object source) {
    String text = column.textOf(source);
    return text == null ? EMPTY : style.encode(column, text);
  }
}
