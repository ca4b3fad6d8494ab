package dev.flowtruth.formats.flows;

/** The CSV that NFStream's {@code to_csv()} writes: times in epoch milliseconds. */
public final class NfstreamFormat extends TableFormat {
  private static final FlowSchema SCHEMA =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "src_ip")
          .needs(FlowField.SOURCE_PORT, "src_port")
          .needs(FlowField.DESTINATION_ADDRESS, "dst_ip")
          .needs(FlowField.DESTINATION_PORT, "dst_port")
          .needs(FlowField.PROTOCOL, "protocol")
          .needs(FlowField.FIRST, "bidirectional_first_seen_ms")
          .needs(FlowField.LAST, "bidirectional_last_seen_ms")
          .mayHave(FlowField.BYTES, "bidirectional_bytes")
          .times(TimeForm.MILLIS, 1_000_000)
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public NfstreamFormat() {
    super("nfstream", "NFStream CSV", SCHEMA);
  }

  @Override
  protected boolean hasSystemProcess() {
    return true;
  }
}
