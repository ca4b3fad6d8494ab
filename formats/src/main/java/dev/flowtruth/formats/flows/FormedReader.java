package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow file whose flows are written in another form. Lines that are no flows are left out.
 *
 * @param reader the file
 * @param form how its flows are written
 * @param columns what is said of them
 */
record FormedReader(FlowReader reader, OutputForm form, LabelColumns columns)
    implements FlowReader {
  @Override
  public int headLength() {
    return reader.headLength();
  }

  @Override
  public byte[] labelledHead() {
    return form.newForm(columns).head();
  }

  @Override
  public int rowEnd(byte[] data, int from, int limit) {
    return reader.rowEnd(data, from, limit);
  }

  @Override
  public boolean isOrdered() {
    return reader.isOrdered();
  }

  @Override
  public List<String> notes() {
    return reader.notes();
  }

  @Override
  public RowHandler newHandler() {
    return new FormedRows(reader.newHandler(), form.newForm(columns));
  }

  /** Rows read as their file has them, and written in the form. */
  private static final class FormedRows implements RowHandler {
    private final RowHandler rows;
    private final FlowForm form;
    private byte[] data = CellCache.EMPTY;
    private int from;
    private int to;

    FormedRows(RowHandler rows, FlowForm form) {
      this.rows = rows;
      this.form = form;
    }

    @Override
    public @Nullable FlowRow read(byte[] bytes, int start, int end) throws BadRowException {
      data = bytes;
      from = start;
      to = LineEnd.contentEnd(bytes, start, end);
      return rows.read(bytes, start, end);
    }

    @Override
    public void writeLabelled(FlowRow row, FlowLabel label, ByteSink out) {
      form.write(row, label, out);
    }

    @Override
    public void writeBad(ByteSink out) {
      form.writeBad(data, from, to, out);
    }

    @Override
    public void writeOther(ByteSink out) {
      // It is no flow, and this is no longer its file.
    }
  }
}
