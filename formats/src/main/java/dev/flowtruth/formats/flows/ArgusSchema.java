package dev.flowtruth.formats.flows;

import java.time.Duration;

/**
 * What Argus calls things: the titles of {@code ra}'s columns, and the names by which they are
 * asked for. Its statistics ({@code man}) are no flows.
 */
final class ArgusSchema {
  /** Argus ends a row after its status interval, which is 5 s by default. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  static final FlowSchema FLOWS =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "SrcAddr", "saddr")
          .needs(FlowField.SOURCE_PORT, "Sport", "sport")
          .needs(FlowField.DESTINATION_ADDRESS, "DstAddr", "daddr")
          .needs(FlowField.DESTINATION_PORT, "Dport", "dport")
          .needs(FlowField.PROTOCOL, "Proto", "proto")
          .needs(FlowField.FIRST, "StartTime", "stime")
          .mayHave(FlowField.LAST, "LastTime", "ltime")
          .mayHave(FlowField.DURATION, "Dur", "dur")
          .mayHave(FlowField.BYTES, "TotBytes", "bytes")
          .mayHave(FlowField.BYTES_OUT, "SrcBytes", "sbytes")
          .mayHave(FlowField.BYTES_BACK, "DstBytes", "dbytes")
          .times(TimeForm.WRITTEN, 0)
          .durations(TimeForm.WRITTEN)
          .icmp(IcmpPlace.SOURCE_PORT)
          .kinds(RowKinds.allBut(FlowField.PROTOCOL, "man"))
          .unset("<?>")
          .openEnd(LONGEST)
          .build();

  private ArgusSchema() {}
}
