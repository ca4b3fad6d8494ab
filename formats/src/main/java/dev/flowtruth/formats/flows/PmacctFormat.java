package dev.flowtruth.formats.flows;

/** What pmacct's daemons and client print as CSV. */
public final class PmacctFormat extends TableFormat {
  /** For {@link java.util.ServiceLoader}. */
  public PmacctFormat() {
    super("pmacct", "pmacct CSV", PmacctSchema.FLOWS);
  }
}
