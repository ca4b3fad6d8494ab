package dev.flowtruth.formats.flows;

import java.util.Arrays;

/** Zeek's conn.log as JSON lines; {@code ts} in epoch seconds, milliseconds or RFC 3339. */
public final class ZeekJsonFormat implements FlowFormat {
  /** For {@link java.util.ServiceLoader}. */
  public ZeekJsonFormat() {}

  @Override
  public String id() {
    return "zeek-json";
  }

  @Override
  public String title() {
    return "Zeek conn.log as JSON lines";
  }

  @Override
  public double likeness(FileHead head) {
    String line = head.firstLine();
    if (!line.stripLeading().startsWith("{")) {
      return 0;
    }
    FlowSchema schema = ZeekSchema.CONN;
    long found =
        schema.required().stream()
            .filter(f -> schema.namesOf(f).stream().anyMatch(n -> line.contains('"' + n + '"')))
            .count();
    return (double) found / schema.required().size();
  }

  @Override
  public FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException {
    if (!head.firstLine().stripLeading().startsWith("{")) {
      throw new BadFlowFileException(
          head.file(), 1, null, "expected a JSON object on each line, found none on the first");
    }
    return new JsonLayout(
        Arrays.copyOf(head.bytes(), head.start()),
        ZeekSchema.CONN,
        new FlowInterpreter(ZeekSchema.CONN, options.clockOffset().toNanos()),
        options.columns());
  }
}
