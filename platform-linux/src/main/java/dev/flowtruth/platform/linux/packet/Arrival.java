package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.platform.linux.decoder.PacketTuple;

/**
 * A packet that may be the first of its socket.
 *
 * @param tap where it was seen
 * @param tuple between which endpoints it goes
 * @param interfaceIndex which it went through
 * @param nanos when it was taken from the ring, monotonic
 */
record Arrival(PacketTap tap, PacketTuple tuple, int interfaceIndex, long nanos) {
  boolean isTcp() {
    return tuple.isTcp();
  }
}
