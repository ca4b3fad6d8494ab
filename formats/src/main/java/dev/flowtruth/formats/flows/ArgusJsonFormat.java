package dev.flowtruth.formats.flows;

/**
 * What Argus' {@code ra -M json} prints. Version 5 writes lines that are no JSON, which come out as
 * bad rows.
 */
public final class ArgusJsonFormat extends JsonFormat {
  /** For {@link java.util.ServiceLoader}. */
  public ArgusJsonFormat() {
    super("argus-json", "Argus ra JSON", ArgusSchema.FLOWS);
  }
}
