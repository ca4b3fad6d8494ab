package dev.flowtruth.formats.flows;

/** Zeek's conn.log as JSON lines; {@code ts} in epoch seconds, milliseconds or RFC 3339. */
public final class ZeekJsonFormat extends JsonFormat {
  /** For {@link java.util.ServiceLoader}. */
  public ZeekJsonFormat() {
    super("zeek-json", "Zeek conn.log as JSON lines", ZeekSchema.CONN);
  }
}
