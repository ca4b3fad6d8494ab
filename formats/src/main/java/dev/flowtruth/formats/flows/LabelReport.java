package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Basis;
import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Reason;

/**
 * What became of the rows: for each end labelled by basis and unlabelled by reason, which with the
 * bad rows add up to all rows. Lines that are no flows are counted beside. Not thread-safe.
 */
public final class LabelReport {
  private final EndReport source = new EndReport();
  private final EndReport destination = new EndReport();
  private long rows;
  private long badRows;
  private long otherLines;
  private long rowsLabelled;
  private long rowsWithBytes;
  private long bytes;
  private long rowBytesLabelled;

  /** Nothing counted yet. */
  public LabelReport() {}

  /**
   * Counts a flow.
   *
   * @param byteCount -1 when the row does not say
   */
  public void add(FlowLabel label, long byteCount) {
    rows++;
    long counted = Math.max(byteCount, 0);
    rowsWithBytes += byteCount >= 0 ? 1 : 0;
    bytes += counted;
    source.add(label.source(), counted);
    destination.add(label.destination(), counted);
    if (label.source().isLabelled() || label.destination().isLabelled()) {
      rowsLabelled++;
      rowBytesLabelled += counted;
    }
  }

  private EndReport end(Side side) {
    return side == Side.SOURCE ? source : destination;
  }

  /** Counts a row that could not be read. */
  public void addBad() {
    rows++;
    badRows++;
  }

  /** Counts a line that is no flow. */
  public void addOther() {
    otherLines++;
  }

  /** Adds everything that another one counted. */
  public void merge(LabelReport other) {
    source.merge(other.source);
    destination.merge(other.destination);
    rows += other.rows;
    badRows += other.badRows;
    otherLines += other.otherLines;
    rowsLabelled += other.rowsLabelled;
    rowsWithBytes += other.rowsWithBytes;
    bytes += other.bytes;
    rowBytesLabelled += other.rowBytesLabelled;
  }

  /** Flows and bad rows. */
  public long rows() {
    return rows;
  }

  public long badRows() {
    return badRows;
  }

  /** Comments, blanks and summaries; the header is not among them. */
  public long otherLines() {
    return otherLines;
  }

  /** Rows with an owner on one end or on both. */
  public long rowsLabelled() {
    return rowsLabelled;
  }

  public long labelled(Side side, Basis basis) {
    return end(side).labelled.get(basis);
  }

  /** Rows without a single owner on that end, the bad ones not among them. */
  public long unlabelled(Side side, Reason reason) {
    return end(side).unlabelled.get(reason);
  }

  /** Rows with an owner on that end. */
  public long labelled(Side side) {
    return end(side).labelled.sum();
  }

  /** Rows whose bytes the file counts. */
  public long rowsWithBytes() {
    return rowsWithBytes;
  }

  /** Bytes of those rows. */
  public long bytes() {
    return bytes;
  }

  /** Bytes of rows with an owner on that end. */
  public long labelledBytes(Side side) {
    return end(side).labelledBytes;
  }

  /** Bytes of rows with an owner on one end or on both. */
  public long labelledBytes() {
    return rowBytesLabelled;
  }

  /** The report for people, with a line end behind each line. */
  public String toText() {
    return ReportText.of(this);
  }

  /** What became of one end. */
  private static final class EndReport {
    private final Counts<Basis> labelled = new Counts<>(Basis.class);
    private final Counts<Reason> unlabelled = new Counts<>(Reason.class);
    private long labelledBytes;

    private void add(Label label, long bytes) {
      Basis basis = label.basis();
      Reason reason = label.reason();
      if (basis != null) {
        labelled.add(basis, 1);
        labelledBytes += bytes;
      } else if (reason != null) {
        unlabelled.add(reason, 1);
      }
    }

    private void merge(EndReport other) {
      labelled.merge(other.labelled);
      unlabelled.merge(other.unlabelled);
      labelledBytes += other.labelledBytes;
    }
  }
}
