package dev.flowtruth.formats.flows;

import java.util.List;

/**
 * What {@code tshark -T fields -E header=y} prints: a row for each packet, with a column for each
 * version of IP and each protocol.
 */
public final class TsharkFormat extends TableFormat {
  private static final FlowSchema SCHEMA =
      FlowSchema.builder()
          .needs(FlowField.SOURCE_ADDRESS, "ip.src", "ipv6.src")
          .mayHave(FlowField.SOURCE_PORT, "tcp.srcport", "udp.srcport", "sctp.srcport")
          .needs(FlowField.DESTINATION_ADDRESS, "ip.dst", "ipv6.dst")
          .mayHave(FlowField.DESTINATION_PORT, "tcp.dstport", "udp.dstport", "sctp.dstport")
          .needs(FlowField.PROTOCOL, "ip.proto", "ipv6.nxt")
          .needs(FlowField.FIRST, "frame.time_epoch", "frame.time")
          .mayHave(FlowField.BYTES, "frame.len", "ip.len")
          .mayHave(FlowField.ICMP_TYPE, "icmp.type", "icmpv6.type")
          .mayHave(FlowField.ICMP_CODE, "icmp.code", "icmpv6.code")
          .times(TimeForm.WRITTEN, 0)
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public TsharkFormat() {
    super("tshark", "tshark -T fields", SCHEMA);
  }

  /** Tabs are tshark's own choice. */
  @Override
  protected String delimiters(FileHead head) {
    return "\t,;|";
  }

  @Override
  Columns columns(TableHeader header) throws BadRowException {
    Columns found = Columns.of(header, SCHEMA);
    int[] slots = found.slots();
    int[] ports = new int[TsharkCells.PORT_COLUMNS.size()];
    int next = found.count();
    for (int i = 0; i < ports.length; i++) {
      int column = header.column(List.of(TsharkCells.PORT_COLUMNS.get(i)));
      ports[i] = next++;
      if (column >= 0) {
        slots[column] = ports[i];
      }
    }
    return new Columns(slots, next, new TsharkCells(found.rule(), ports));
  }
}
