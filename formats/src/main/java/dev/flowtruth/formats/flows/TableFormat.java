package dev.flowtruth.formats.flows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A table whose first row names its columns, with quotes as in RFC 4180. A new one is a subclass
 * that gives a schema to this constructor.
 */
public abstract class TableFormat implements FlowFormat {
  private final String id;
  private final String title;
  private final byte delimiter;
  private final FlowSchema schema;
  private final CellScanner scanner;

  /**
   * The format.
   *
   * @param delimiter between two cells, an ASCII character
   */
  protected TableFormat(String id, String title, char delimiter, FlowSchema schema) {
    this.id = id;
    this.title = title;
    this.delimiter = (byte) delimiter;
    this.schema = schema;
    this.scanner = new CellScanner(this.delimiter, true);
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  /** True when the table has NFStream's {@code system_process_*} columns, or ought to. */
  protected boolean hasSystemProcess() {
    return false;
  }

  @Override
  public double likeness(FileHead head) {
    try {
      return header(head, headEnd(head)).likeness(schema);
    } catch (BadRowException e) {
      return 0;
    }
  }

  @Override
  public FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException {
    try {
      return open(head, headEnd(head), options);
    } catch (BadRowException e) {
      String problem = e.problem() + "; expected the header of a file of " + title;
      throw new BadFlowFileException(head.file(), 1, e.field(), problem);
    }
  }

  private FlowReader open(FileHead head, int headEnd, LabelOptions options) throws BadRowException {
    TableHeader header = header(head, headEnd);
    int[] slots = header.slots(schema);
    LabelColumns columns = options.columns();
    header.requireNone(new LinkedHashSet<>(columns.withoutCommunityId().tableNames()));
    if (header.names().contains(LabelColumns.COMMUNITY_ID)) {
      columns = columns.withoutCommunityId();
    }
    boolean fills = hasSystemProcess() && !options.keepSystemProcess();
    SystemProcess.Plan plan =
        fills ? SystemProcess.Plan.of(header, slots) : SystemProcess.Plan.NOTHING;
    List<String> names = new ArrayList<>(plan.addedNames());
    names.addAll(columns.tableNames());
    return new TableReader(
        layout(slots, columns, plan, options),
        RowCutter.quoted(delimiter),
        headEnd,
        TableReader.withNames(head, headEnd, delimiter, names));
  }

  private TableLayout layout(
      int[] slots, LabelColumns columns, SystemProcess.Plan plan, LabelOptions options) {
    return new TableLayout(
        scanner,
        slots,
        delimiter,
        CellCache.EMPTY,
        OtherLines.BLANK,
        new FlowInterpreter(schema, options.clockOffset().toNanos()),
        columns,
        new CsvStyle(delimiter),
        plan);
  }

  private int headEnd(FileHead head) {
    int end = RowCutter.quoted(delimiter).next(head.bytes(), head.start(), head.bytes().length);
    return end < 0 ? head.bytes().length : end;
  }

  private TableHeader header(FileHead head, int headEnd) throws BadRowException {
    int contentEnd = LineEnd.contentEnd(head.bytes(), head.start(), headEnd);
    return TableHeader.of(scanner, head.bytes(), head.start(), contentEnd);
  }
}
