package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Basis;
import dev.flowtruth.core.model.Reason;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A {@link LabelReport} as a table: a line for each basis and reason that occurred. */
final class ReportText {
  private final LabelReport report;
  private final StringBuilder out = new StringBuilder();

  private ReportText(LabelReport report) {
    this.report = report;
  }

  static String of(LabelReport report) {
    ReportText text = new ReportText(report);
    text.appendCounts();
    text.appendTotals();
    return text.out.toString();
  }

  private void appendCounts() {
    line("", Side.SOURCE.word(), Side.DESTINATION.word());
    for (Basis basis : Basis.values()) {
      counts("labelled: " + basis.label(), side -> report.labelled(side, basis));
    }
    for (Reason reason : Reason.values()) {
      counts("unlabelled: " + reason.label(), side -> unlabelled(side, reason));
    }
    line("rows", report.rows(), report.rows());
  }

  private long unlabelled(Side side, Reason reason) {
    long bad = reason == Reason.BAD_ROW ? report.badRows() : 0;
    return report.unlabelled(side, reason) + bad;
  }

  private void appendTotals() {
    share("rows with an owner", report.rowsLabelled(), report.rows());
    if (report.rowsWithBytes() > 0) {
      share("bytes with a src owner", report.labelledBytes(Side.SOURCE), report.bytes());
      share("bytes with a dst owner", report.labelledBytes(Side.DESTINATION), report.bytes());
      share("bytes with an owner", report.labelledBytes(), report.bytes());
      long without = report.rows() - report.badRows() - report.rowsWithBytes();
      if (without > 0) {
        line("rows without a byte count", without, "");
      }
    }
    if (report.otherLines() > 0) {
      line("lines that are no flows", report.otherLines(), "");
    }
  }

  private void counts(String words, ToLongFunction<Side> count) {
    long source = count.applyAsLong(Side.SOURCE);
    long destination = count.applyAsLong(Side.DESTINATION);
    if (source + destination > 0) {
      line(words, source, destination);
    }
  }

  private void share(String words, long part, long whole) {
    String percent = whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    line(words, part, percent);
  }

  private void line(Object words, Object left, Object right) {
    out.append(String.format(Locale.ROOT, "%-28s %14s %14s%n", words, left, right));
  }
}
