package dev.flowtruth.formats.capture;

/**
 * A packet in its block.
 *
 * @param block holds its bytes
 * @param on where it was captured
 * @param nanos when, ns since the epoch
 * @param end index behind its last captured byte; the first is at {@link Pcapng#PACKET_DATA}
 * @param length as it was on the wire
 * @param key what its headers say
 */
record Packet(Block block, Interface on, long nanos, int end, long length, PacketKey key) {
  /** Where its options begin. */
  int options() {
    return Math.min(Pcapng.PACKET_DATA + Pcapng.padded(end - Pcapng.PACKET_DATA), block.bodyEnd());
  }
}
