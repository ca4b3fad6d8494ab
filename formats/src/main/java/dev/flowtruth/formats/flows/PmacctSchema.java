package dev.flowtruth.formats.flows;

/**
 * What pmacct calls things in CSV and JSON. Where it has seen packets itself, the end is its own
 * clock in whole seconds, however many digits it prints.
 */
final class PmacctSchema {
  static final FlowSchema FLOWS =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "ip_src", "src_ip")
          .needs(FlowField.SOURCE_PORT, "port_src", "src_port")
          .needs(FlowField.DESTINATION_ADDRESS, "ip_dst", "dst_ip")
          .needs(FlowField.DESTINATION_PORT, "port_dst", "dst_port")
          .needs(FlowField.PROTOCOL, "ip_proto", "protocol")
          .needs(FlowField.FIRST, "timestamp_min", "timestamp_start", "stamp_inserted")
          .mayHave(FlowField.LAST, "timestamp_max", "timestamp_end", "stamp_updated")
          .mayHave(FlowField.BYTES, "bytes")
          .times(TimeForm.WRITTEN, 0)
          .coarseEnds()
          .build();

  private PmacctSchema() {}
}
