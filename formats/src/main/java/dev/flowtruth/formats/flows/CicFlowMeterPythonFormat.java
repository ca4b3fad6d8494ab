package dev.flowtruth.formats.flows;

/**
 * The CSV of CICFlowMeter's port to Python: local times in whole seconds, durations in microseconds
 * (0.2.0) or seconds (0.5.0) under the same header, told apart by their decimals.
 */
public final class CicFlowMeterPythonFormat extends TableFormat {
  private static final FlowSchema SCHEMA =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "src_ip")
          .needs(FlowField.SOURCE_PORT, "src_port")
          .needs(FlowField.DESTINATION_ADDRESS, "dst_ip")
          .needs(FlowField.DESTINATION_PORT, "dst_port")
          .needs(FlowField.PROTOCOL, "protocol")
          .needs(FlowField.FIRST, "timestamp")
          .needs(FlowField.DURATION, "flow_duration")
          .mayHave(FlowField.BYTES_OUT, "totlen_fwd_pkts")
          .mayHave(FlowField.BYTES_BACK, "totlen_bwd_pkts")
          .times(TimeForm.WRITTEN, 0)
          .durations(TimeForm.SECONDS_OR_MICROS)
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public CicFlowMeterPythonFormat() {
    super("cicflowmeter-py", "CICFlowMeter CSV (Python)", SCHEMA);
  }
}
