package dev.flowtruth.formats.flows;

/**
 * What nfdump prints with {@code -o csv} and with {@code -o fmt:} and commas: a row for each
 * direction, local times, a summary behind them.
 */
public final class NfdumpFormat extends TableFormat {
  /** For {@link java.util.ServiceLoader}. */
  public NfdumpFormat() {
    super("nfdump", "nfdump CSV", NfdumpSchema.TABLE);
  }

  /** The titles of {@code -o fmt:} have blanks between them, whatever its rows have. */
  @Override
  TableHeader header(FileHead head, byte delimiter, int headEnd) throws BadRowException {
    String line = head.firstLine();
    return line.startsWith("Date ") && line.indexOf(',') < 0 && delimiter == ','
        ? NfdumpTitles.header(line)
        : super.header(head, delimiter, headEnd);
  }

  @Override
  OtherLines others(int columns) {
    return new NfdumpLines(columns);
  }
}
