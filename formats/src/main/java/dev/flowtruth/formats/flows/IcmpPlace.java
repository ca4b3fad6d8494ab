package dev.flowtruth.formats.flows;

/** Where a file keeps type and code of ICMP flows, apart from fields of their own. */
public enum IcmpPlace {
  /** Nowhere: the ports of ICMP flows mean nothing. */
  NOWHERE,
  /** The source port is the type, the destination port the code (or the type of the answer). */
  PORTS,
  /** The destination port is {@code type * 256 + code}, or {@code type.code}. */
  DESTINATION_PORT,
  /** In hex the source port is {@code code * 256 + type}, in decimal as with {@link #PORTS}. */
  SOURCE_PORT
}
