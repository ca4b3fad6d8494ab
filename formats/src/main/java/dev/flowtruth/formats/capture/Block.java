package dev.flowtruth.formats.capture;

/**
 * A block of a capture, whole: as it stands in a pcapng file, or made up from a classic one.
 *
 * @param data all its bytes; not to be changed
 * @param offset where it, or what it was made from, begins in the unpacked file
 * @param order byte order of its section
 */
record Block(byte[] data, long offset, Endian order) {
  int type() {
    return order.int32(data, 0);
  }

  /** True for blocks that hold a packet with a time. */
  boolean isPacket() {
    return type() == Pcapng.ENHANCED_PACKET || type() == Pcapng.PACKET;
  }

  /** Where the body ends and the second length begins. */
  int bodyEnd() {
    return data.length - 4;
  }
}
