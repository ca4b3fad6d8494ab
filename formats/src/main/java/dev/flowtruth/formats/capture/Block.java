package dev.flowtruth.formats.capture;

/** A block of a capture, whole: as it stands in a pcapng file, or made up from a classic one. */
final class Block {
  private final byte[] data;
  private final long offset;
  private final Endian order;

  /**
   * A block.
   *
   * @param data all its bytes; not to be changed from now on
   * @param offset where it, or what it was made from, begins in the unpacked file
   * @param order byte order of its section
   */
  Block(byte[] data, long offset, Endian order) {
    this.data = data;
    this.offset = offset;
    this.order = order;
  }

  /** All its bytes; not to be changed. */
  byte[] data() {
    return data;
  }

  /** Where it, or what it was made from, begins in the unpacked file. */
  long offset() {
    return offset;
  }

  /** Byte order of its section. */
  Endian order() {
    return order;
  }

  int type() {
    return order.int32(data, 0);
  }

  /** Where the body ends and the second length begins. */
  int bodyEnd() {
    return data.length - 4;
  }
}
