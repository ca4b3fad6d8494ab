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
  /** Bytes in both directions, or from the source alone. */
  BYTES,
  /** Bytes from the destination, where the file counts them apart. */
  BYTES_BACK;

  static final int COUNT = values().length;

  /** Where {@link Cells} keeps it. Nothing outside the memory of one run depends on the order. */
  @SuppressWarnings("EnumOrdinal")
  int slot() {
    return ordinal();
  }
}
