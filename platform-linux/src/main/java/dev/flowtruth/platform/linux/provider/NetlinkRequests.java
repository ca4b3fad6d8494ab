package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;

/** The frame of a dump request. */
final class NetlinkRequests {
  private NetlinkRequests() {}

  /** Writes a header and a payload of zeros, and returns the length of both. */
  static int header(ByteBuffer buffer, int type, int sequence, int payload) {
    int length = Netlink.HEADER_SIZE + payload;
    for (int i = 0; i < length; i++) {
      buffer.put(i, (byte) 0);
    }
    buffer.putInt(Netlink.LENGTH, length);
    buffer.putShort(Netlink.TYPE, (short) type);
    buffer.putShort(Netlink.FLAGS, (short) (Netlink.REQUEST | Netlink.DUMP));
    buffer.putInt(Netlink.SEQUENCE, sequence);
    return length;
  }
}
