package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A table whose first row names its columns, with quotes as in RFC 4180. A new one is a subclass
 * that gives a schema to this constructor.
 */
public abstract class TableFormat extends SchemaFormat {
  /** What spreadsheets and people put between cells. */
  private static final String DELIMITERS = ",;\t|";

  /** The format. */
  protected TableFormat(String id, String title, FlowSchema schema) {
    super(id, title, schema);
  }

  /** True when the table has NFStream's {@code system_process_*} columns, or ought to. */
  protected boolean hasSystemProcess() {
    return false;
  }

  /** The ASCII characters that may stand between two cells, the usual one first. */
  protected String delimiters(FileHead head) {
    return DELIMITERS;
  }

  /** Which columns of a header matter. */
  Columns columns(TableHeader header) throws BadRowException {
    return Columns.of(header, schema());
  }

  /** Which lines are no flows. */
  OtherLines others(int columns) {
    return OtherLines.BLANK;
  }

  /** The names in the head, which ends at {@code headEnd}. */
  TableHeader header(FileHead head, byte delimiter, int headEnd) throws BadRowException {
    int contentEnd = LineEnd.contentEnd(head.bytes(), head.start(), headEnd);
    CellScanner scanner = new CellScanner(delimiter, true);
    return TableHeader.of(scanner, head.bytes(), head.start(), contentEnd);
  }

  @Override
  public double likeness(FileHead head) {
    return likeness(head, delimiter(head));
  }

  /** The one that makes the most of the header. */
  private byte delimiter(FileHead head) {
    String candidates = delimiters(head);
    byte best = (byte) candidates.charAt(0);
    for (int i = 1; i < candidates.length(); i++) {
      byte one = (byte) candidates.charAt(i);
      best = likeness(head, one) > likeness(head, best) ? one : best;
    }
    return best;
  }

  private double likeness(FileHead head, byte delimiter) {
    try {
      return header(head, delimiter, headEnd(head, delimiter)).likeness(schema());
    } catch (BadRowException e) {
      return 0;
    }
  }

  @Override
  public FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException {
    byte delimiter = delimiter(head);
    try {
      return open(head, delimiter, headEnd(head, delimiter), options);
    } catch (BadRowException e) {
      String problem = e.problem() + "; expected the header of a file of " + title();
      throw new BadFlowFileException(head.file(), 1, e.field(), problem);
    }
  }

  private FlowReader open(FileHead head, byte delimiter, int headEnd, LabelOptions options)
      throws BadRowException {
    TableHeader header = header(head, delimiter, headEnd);
    Columns cells = columns(header);
    LabelColumns columns = options.columns();
    header.requireNone(new LinkedHashSet<>(columns.withoutCommunityId().tableNames()));
    if (header.names().contains(LabelColumns.COMMUNITY_ID)) {
      columns = columns.withoutCommunityId();
    }
    boolean fills = hasSystemProcess() && !options.keepSystemProcess();
    SystemProcess.Plan plan =
        fills ? SystemProcess.Plan.of(header, cells.slots()) : SystemProcess.Plan.NOTHING;
    List<String> names = new ArrayList<>(plan.addedNames());
    names.addAll(columns.tableNames());
    return new TableReader(
        layout(cells, delimiter, columns, plan, options),
        RowCutter.quoted(delimiter),
        headEnd,
        TableReader.withNames(head, headEnd, delimiter, names));
  }

  private TableLayout layout(
      Columns cells,
      byte delimiter,
      LabelColumns columns,
      SystemProcess.Plan plan,
      LabelOptions options) {
    return new TableLayout(
        new CellScanner(delimiter, true),
        cells,
        delimiter,
        schema().unset().getBytes(StandardCharsets.UTF_8),
        others(cells.slots().length),
        new FlowInterpreter(schema(), options),
        columns,
        new CsvStyle(delimiter),
        plan);
  }

  private static int headEnd(FileHead head, byte delimiter) {
    int end = RowCutter.quoted(delimiter).next(head.bytes(), head.start(), head.bytes().length);
    return end < 0 ? head.bytes().length : end;
  }
}
