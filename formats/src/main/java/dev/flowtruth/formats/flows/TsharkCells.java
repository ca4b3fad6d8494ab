package dev.flowtruth.formats.flows;

import java.util.List;
import java.util.Set;

/**
 * What the outermost headers of a packet say. Where a packet has several headers of a kind (in a
 * tunnel, or in an error of ICMP), tshark prints them all with commas between; ports are those of
 * the protocol that the outermost IP header names, and of nothing inside.
 *
 * @param alternates puts the cells of IPv6 where IPv4 has none
 * @param ports slots of {@link #PORT_COLUMNS}
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record TsharkCells(CellRule alternates, int[] ports) implements CellRule {
  /** Source and destination of each protocol that has ports. */
  static final List<String> PORT_COLUMNS =
      List.of(
          "tcp.srcport",
          "tcp.dstport",
          "udp.srcport",
          "udp.dstport",
          "sctp.srcport",
          "sctp.dstport");

  private static final int[] NUMBERS = {6, 17, 132};

  /** Headers of IPv6 that are followed by the protocol's own. */
  private static final Set<Integer> EXTENSIONS = Set.of(0, 43, 44, 51, 60, 135);

  private static final int UDPLITE = 136;

  @Override
  public void apply(Cells cells) {
    alternates.apply(cells);
    for (int slot = 0; slot < cells.count(); slot++) {
      keepFirst(cells, slot);
    }
    if (!cells.has(FlowField.SOURCE_ADDRESS.slot())) {
      cells.setProtocol(ProtocolBytes.NO_IP);
      return;
    }
    int slot = FlowField.PROTOCOL.slot();
    int number =
        cells.has(slot) ? ProtocolBytes.number(cells.data(), cells.from(slot), cells.to(slot)) : 0;
    int index = EXTENSIONS.contains(number) ? byPorts(cells) : index(number);
    if (index >= 0 && number != UDPLITE) {
      cells.setProtocol(NUMBERS[index]);
    }
    choosePorts(cells, index);
  }

  /** Which of the protocols has ports in this row; -1 when none has. */
  private int byPorts(Cells cells) {
    for (int i = 0; i < NUMBERS.length; i++) {
      if (cells.has(ports[2 * i])) {
        return i;
      }
    }
    return -1;
  }

  private static int index(int protocol) {
    return switch (protocol) {
      case 6 -> 0;
      case 17, UDPLITE -> 1;
      case 132 -> 2;
      default -> -1;
    };
  }

  private void choosePorts(Cells cells, int index) {
    if (index >= 0 && cells.has(ports[2 * index]) && cells.has(ports[2 * index + 1])) {
      cells.copy(ports[2 * index], FlowField.SOURCE_PORT.slot());
      cells.copy(ports[2 * index + 1], FlowField.DESTINATION_PORT.slot());
    } else {
      cells.unset(FlowField.SOURCE_PORT.slot());
      cells.unset(FlowField.DESTINATION_PORT.slot());
    }
  }

  private static void keepFirst(Cells cells, int slot) {
    if (cells.has(slot)) {
      int comma = ByteSearch.indexOf(cells.data(), cells.from(slot), cells.to(slot), (byte) ',');
      if (comma >= 0) {
        cells.cut(slot, comma);
      }
    }
  }
}
