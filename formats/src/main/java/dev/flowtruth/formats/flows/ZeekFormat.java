package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** Zeek's conn.log in its tab separated form, which describes itself in lines that begin with #. */
public final class ZeekFormat implements FlowFormat {
  /** For {@link java.util.ServiceLoader}. */
  public ZeekFormat() {}

  @Override
  public String id() {
    return "zeek";
  }

  @Override
  public String title() {
    return "Zeek conn.log";
  }

  @Override
  public double likeness(FileHead head) {
    if (head.firstLine().startsWith("#separator ")) {
      return 1;
    }
    ZeekHeader header = ZeekHeader.of(head);
    return header == null ? 0 : new TableHeader(header.names()).likeness(ZeekSchema.CONN);
  }

  @Override
  public FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException {
    ZeekHeader header = ZeekHeader.of(head);
    if (header == null) {
      throw new BadFlowFileException(
          head.file(), 1, ZeekHeader.FIELDS, "expected a Zeek log with a #fields line, found none");
    }
    try {
      return open(head, header, options);
    } catch (BadRowException e) {
      long line = 1L + ByteSearch.count(head.bytes(), 0, header.fieldsFrom(), (byte) '\n');
      String problem = e.problem() + "; expected the #fields of a " + title();
      throw new BadFlowFileException(head.file(), line, e.field(), problem);
    }
  }

  private static FlowReader open(FileHead head, ZeekHeader header, LabelOptions options)
      throws BadRowException {
    TableHeader table = new TableHeader(header.names());
    Columns cells = Columns.of(table, ZeekSchema.CONN);
    LabelColumns columns = options.columns();
    table.requireNone(new LinkedHashSet<>(columns.withoutCommunityId().tableNames()));
    if (table.names().contains(LabelColumns.COMMUNITY_ID)) {
      columns = columns.withoutCommunityId();
    }
    List<String> names = columns.tableNames();
    TableLayout layout =
        new TableLayout(
            new CellScanner(header.separator(), false),
            cells,
            header.separator(),
            header.unset().getBytes(StandardCharsets.UTF_8),
            lines(head, header, names),
            new FlowInterpreter(ZeekSchema.CONN, options),
            columns,
            new ZeekStyle(header.separator(), header.unset()),
            SystemProcess.Plan.NOTHING);
    byte[] labelled = TableReader.withNames(head, header.fieldsTo(), header.separator(), names);
    return new TableReader(layout, RowCutter.LINES, header.fieldsTo(), labelled);
  }

  private static ZeekLines lines(FileHead head, ZeekHeader header, List<String> names) {
    byte[] bytes = head.bytes();
    int end = LineEnd.contentEnd(bytes, header.fieldsFrom(), header.fieldsTo());
    List<String> types = Collections.nCopies(names.size(), "string");
    return new ZeekLines(
        Arrays.copyOfRange(bytes, header.fieldsFrom(), end),
        TableReader.suffix(header.separator(), names),
        TableReader.suffix(header.separator(), types));
  }
}
