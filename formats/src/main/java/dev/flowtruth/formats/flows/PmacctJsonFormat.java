package dev.flowtruth.formats.flows;

/** What pmacct's daemons and client print as JSON. */
public final class PmacctJsonFormat extends JsonFormat {
  /** For {@link java.util.ServiceLoader}. */
  public PmacctJsonFormat() {
    super("pmacct-json", "pmacct JSON", PmacctSchema.FLOWS);
  }
}
