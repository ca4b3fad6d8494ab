package dev.flowtruth.formats.flows;

/** The CSV of nDPI's ndpiReader: its header begins with {@code #}, times are epoch seconds. */
public final class NdpiFormat extends TableFormat {
  private static final FlowSchema SCHEMA =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "src_ip")
          .needs(FlowField.SOURCE_PORT, "src_port")
          .needs(FlowField.DESTINATION_ADDRESS, "dst_ip")
          .needs(FlowField.DESTINATION_PORT, "dst_port")
          .needs(FlowField.PROTOCOL, "protocol")
          .needs(FlowField.FIRST, "first_seen")
          .needs(FlowField.LAST, "last_seen")
          .mayHave(FlowField.BYTES_OUT, "c_to_s_bytes")
          .mayHave(FlowField.BYTES_BACK, "s_to_c_bytes")
          .times(TimeForm.WRITTEN, 0)
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public NdpiFormat() {
    super("ndpi", "nDPI CSV", SCHEMA);
  }
}
