package dev.flowtruth.formats.flows;

/**
 * Type and code of the first ICMP message of a flow.
 *
 * @param type -1 when unknown
 * @param code -1 when unknown
 */
record IcmpMessage(int type, int code) {
  static final IcmpMessage UNKNOWN = new IcmpMessage(-1, -1);

  private static final int HIGHEST = 65535;

  /** What a row of a file says. */
  static IcmpMessage of(Cells cells, IcmpPlace place) {
    if (cells.has(FlowField.ICMP_TYPE.slot())) {
      return checked(
          number(cells, FlowField.ICMP_TYPE),
          cells.has(FlowField.ICMP_CODE.slot()) ? number(cells, FlowField.ICMP_CODE) : -1);
    }
    return switch (place) {
      case NOWHERE -> UNKNOWN;
      case PORTS ->
          checked(number(cells, FlowField.SOURCE_PORT), number(cells, FlowField.DESTINATION_PORT));
      case DESTINATION_PORT -> ofDestination(cells);
      case SOURCE_PORT -> ofSource(cells);
    };
  }

  private static IcmpMessage ofDestination(Cells cells) {
    int slot = FlowField.DESTINATION_PORT.slot();
    if (!cells.has(slot)) {
      return UNKNOWN;
    }
    int point = ByteSearch.indexOf(cells.data(), cells.from(slot), cells.to(slot), (byte) '.');
    if (point >= 0) {
      return checked(
          Decimals.whole(cells.data(), cells.from(slot), point),
          Decimals.whole(cells.data(), point + 1, cells.to(slot)));
    }
    long both = number(cells, FlowField.DESTINATION_PORT);
    return both > HIGHEST ? UNKNOWN : checked(both < 0 ? both : both >> 8, both & 0xff);
  }

  private static IcmpMessage ofSource(Cells cells) {
    String port = cells.has(FlowField.SOURCE_PORT.slot()) ? text(cells) : "";
    if (!port.startsWith("0x")) {
      return checked(
          number(cells, FlowField.SOURCE_PORT), number(cells, FlowField.DESTINATION_PORT));
    }
    try {
      int both = Integer.parseInt(port.substring(2), 16);
      return checked(both & 0xff, both >> 8);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  private static String text(Cells cells) {
    return cells.text(FlowField.SOURCE_PORT.slot());
  }

  private static long number(Cells cells, FlowField field) {
    int slot = field.slot();
    return cells.has(slot) ? Decimals.whole(cells.data(), cells.from(slot), cells.to(slot)) : -1;
  }

  private static IcmpMessage checked(long type, long code) {
    if (type < 0 || type > 255) {
      return UNKNOWN;
    }
    return new IcmpMessage((int) type, code < 0 || code > 255 ? -1 : (int) code);
  }
}
