package dev.flowtruth.formats.flows;

/** What a flow file may say of a flow. */
public enum FlowField {
  SOURCE_ADDRESS,
  SOURCE_PORT,
  DESTINATION_ADDRESS,
  DESTINATION_PORT,
  /** IP protocol number, or a name. */
  PROTOCOL,
  /** Time of the first packet. */
  FIRST,
  /** Time of the last packet; without it first and duration give it. */
  LAST,
  DURATION,
  /** Bytes in both directions. */
  BYTES,
  /** Bytes from the source, where the file counts the directions apart. */
  BYTES_OUT,
  /** Bytes from the destination, where the file counts them apart. */
  BYTES_BACK,
  /** Type of an ICMP message, where it has a place of its own. */
  ICMP_TYPE,
  /** Code of an ICMP message, likewise. */
  ICMP_CODE,
  /** What tells rows that are flows from others. */
  KIND;

  static final int COUNT = values().length;

  /** Where {@link Cells} keeps it. Nothing outside the memory of one run depends on the order. */
  @SuppressWarnings("EnumOrdinal")
  int slot() {
    return ordinal();
  }
}
