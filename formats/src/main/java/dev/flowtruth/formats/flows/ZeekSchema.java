package dev.flowtruth.formats.flows;

/** What Zeek's conn.log calls things, in both of its forms. */
final class ZeekSchema {
  /** The underscored names are what loaders write that cannot have a dot in a name. */
  static final FlowSchema CONN =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "id.orig_h", "id_orig_h")
          .needs(FlowField.SOURCE_PORT, "id.orig_p", "id_orig_p")
          .needs(FlowField.DESTINATION_ADDRESS, "id.resp_h", "id_resp_h")
          .needs(FlowField.DESTINATION_PORT, "id.resp_p", "id_resp_p")
          .needs(FlowField.PROTOCOL, "proto")
          .needs(FlowField.FIRST, "ts")
          .mayHave(FlowField.DURATION, "duration")
          .mayHave(FlowField.BYTES_OUT, "orig_bytes")
          .mayHave(FlowField.BYTES_BACK, "resp_bytes")
          .times(TimeForm.SECONDS, 1_000)
          .durations(TimeForm.SECONDS)
          .icmp(IcmpPlace.PORTS)
          .build();

  private ZeekSchema() {}
}
