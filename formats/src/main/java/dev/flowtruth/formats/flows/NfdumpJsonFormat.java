package dev.flowtruth.formats.flows;

/** What nfdump 1.6 and 1.7 print with {@code -o json} and {@code -o ndjson}. */
public final class NfdumpJsonFormat extends JsonFormat {
  /** For {@link java.util.ServiceLoader}. */
  public NfdumpJsonFormat() {
    super("nfdump-json", "nfdump JSON", NfdumpSchema.JSON);
  }
}
