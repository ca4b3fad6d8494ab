package dev.flowtruth.formats.flows;

import java.util.List;

/**
 * Suricata's eve.json. Its events of type flow, netflow and alert are flows, the last of them up to
 * the packet that raised it; all others pass through.
 */
public final class SuricataFormat extends JsonFormat {
  private static final FlowSchema SCHEMA =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "src_ip")
          .needs(FlowField.SOURCE_PORT, "src_port")
          .needs(FlowField.DESTINATION_ADDRESS, "dest_ip")
          .needs(FlowField.DESTINATION_PORT, "dest_port")
          .needs(FlowField.PROTOCOL, "proto")
          .needs(FlowField.FIRST, "flow.start", "netflow.start", "timestamp")
          .mayHave(FlowField.LAST, "flow.end", "netflow.end", "timestamp")
          .mayHave(FlowField.BYTES, "netflow.bytes")
          .mayHave(FlowField.BYTES_OUT, "flow.bytes_toserver")
          .mayHave(FlowField.BYTES_BACK, "flow.bytes_toclient")
          .mayHave(FlowField.ICMP_TYPE, "icmp_type")
          .mayHave(FlowField.ICMP_CODE, "icmp_code")
          .mayHave(FlowField.KIND, "event_type")
          .times(TimeForm.WRITTEN, 0)
          .kinds(RowKinds.only(FlowField.KIND, "flow", "netflow", "alert"))
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public SuricataFormat() {
    super("suricata", "Suricata eve.json", SCHEMA);
  }

  /** The first event may be of any type. */
  @Override
  protected List<List<String>> marks() {
    return List.of(List.of("event_type"), List.of("timestamp"));
  }
}
