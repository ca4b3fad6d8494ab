package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The columns of labels as CSV, for a table that is made here. Not thread-safe. */
public final class LabelCsv {
  private static final char COMMA = ',';
  private static final CsvStyle STYLE = new CsvStyle((byte) COMMA);

  private final LabelColumns columns;
  private final CellCache cells;

  public LabelCsv(LabelColumns columns) {
    this.columns = columns;
    this.cells = new CellCache(columns.ofEachSide(), STYLE);
  }

  /** A text as a cell: in quotes where it needs them. */
  public static String cell(String text) {
    return STYLE.cell(text);
  }

  /** The names of the columns, a comma before each. */
  public String header() {
    StringBuilder header = new StringBuilder();
    columns.tableNames().forEach(name -> header.append(COMMA).append(name));
    return header.toString();
  }

  /** Writes the cells of a flow, a comma before each. */
  public void write(FlowRow row, FlowLabel label, OutputStream out) throws IOException {
    for (Side side : Side.values()) {
      write(side.of(label), out);
    }
    if (columns.hasCommunityId()) {
      out.write(COMMA);
      @Nullable String id = CommunityIds.of(row);
      out.write(id == null ? CellCache.EMPTY : id.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(Label label, OutputStream out) throws IOException {
    for (int i = 0; i < cells.columnCount(); i++) {
      out.write(COMMA);
      out.write(cells.cell(i, label));
    }
  }
}
