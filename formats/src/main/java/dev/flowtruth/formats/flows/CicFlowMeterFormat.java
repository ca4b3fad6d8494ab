package dev.flowtruth.formats.flows;

/**
 * The CSV of CICFlowMeter in Java, with its headers and those of the data sets that were made with
 * it. Local times without a zone; 12-hour times without AM or PM in CIC-IDS2017, which nobody can
 * tell from others. Frames that aren't IP become rows of protocol 0.
 */
public final class CicFlowMeterFormat extends TableFormat {
  private static final FlowSchema SCHEMA =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "Src IP", "Source IP")
          .needs(FlowField.SOURCE_PORT, "Src Port", "Source Port")
          .needs(FlowField.DESTINATION_ADDRESS, "Dst IP", "Destination IP")
          .needs(FlowField.DESTINATION_PORT, "Dst Port", "Destination Port")
          .needs(FlowField.PROTOCOL, "Protocol")
          .needs(FlowField.FIRST, "Timestamp")
          .needs(FlowField.DURATION, "Flow Duration")
          .mayHave(
              FlowField.BYTES_OUT,
              "Total Length of Fwd Packet",
              "Total Length of Fwd Packets",
              "TotLen Fwd Pkts")
          .mayHave(
              FlowField.BYTES_BACK,
              "Total Length of Bwd Packet",
              "Total Length of Bwd Packets",
              "TotLen Bwd Pkts")
          .times(TimeForm.WRITTEN, 0)
          .durations(TimeForm.MICROS)
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public CicFlowMeterFormat() {
    super("cicflowmeter", "CICFlowMeter CSV", SCHEMA);
  }
}
