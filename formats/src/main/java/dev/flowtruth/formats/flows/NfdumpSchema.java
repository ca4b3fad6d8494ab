package dev.flowtruth.formats.flows;

/** What nfdump calls things: {@code -o csv} of 1.6 and 1.7, {@code -o fmt:}, and its JSON. */
final class NfdumpSchema {
  static final FlowSchema TABLE =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "sa", "srcAddr", "Src IP Addr", "SrcIpAddr")
          .needs(FlowField.SOURCE_PORT, "sp", "srcPort", "Src Pt", "SrcPt")
          .needs(FlowField.DESTINATION_ADDRESS, "da", "dstAddr", "Dst IP Addr", "DstIpAddr")
          .needs(FlowField.DESTINATION_PORT, "dp", "dstPort", "Dst Pt", "DstPt")
          .needs(FlowField.PROTOCOL, "pr", "proto")
          .needs(FlowField.FIRST, "ts", "firstSeen", "Date first seen", "DateFirstSeen")
          .mayHave(FlowField.LAST, "te", "lastSeen", "Date last seen")
          .mayHave(FlowField.DURATION, "td", "duration")
          .mayHave(FlowField.BYTES_OUT, "ibyt", "bytes", "byt", "In Byte")
          .mayHave(FlowField.BYTES_BACK, "obyt", "Out Byte")
          .times(TimeForm.WRITTEN, 0)
          .durations(TimeForm.WRITTEN)
          .icmp(IcmpPlace.DESTINATION_PORT)
          .build();

  /** 1.6 has {@code t_first} and counts milliseconds behind the point; 1.7 has {@code first}. */
  static final FlowSchema JSON =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "src4_addr", "src6_addr")
          .needs(FlowField.SOURCE_PORT, "src_port")
          .needs(FlowField.DESTINATION_ADDRESS, "dst4_addr", "dst6_addr")
          .needs(FlowField.DESTINATION_PORT, "dst_port")
          .needs(FlowField.PROTOCOL, "proto")
          .needs(FlowField.FIRST, "first", "t_first")
          .mayHave(FlowField.LAST, "last", "t_last")
          .mayHave(FlowField.BYTES_OUT, "in_bytes")
          .mayHave(FlowField.BYTES_BACK, "out_bytes")
          .mayHave(FlowField.ICMP_TYPE, "icmp_type")
          .mayHave(FlowField.ICMP_CODE, "icmp_code")
          .mayHave(FlowField.KIND, "type")
          .times(TimeForm.WRITTEN, 0)
          .countsMillis()
          .kinds(RowKinds.allBut(FlowField.KIND, "EVENT", "STAT"))
          .build();

  private NfdumpSchema() {}
}
