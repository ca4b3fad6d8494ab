package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;

/**
 * A request for all sockets of one kind.
 *
 * @param type message type
 * @param family address family, 0 for both
 * @param protocol protocol, 0 where the type tells it
 */
record DiagRequest(int type, int family, int protocol) {
  static DiagRequest old(int type) {
    return new DiagRequest(type, 0, 0);
  }

  static DiagRequest of(int family, int protocol) {
    return new DiagRequest(InetDiag.SOCK_DIAG_BY_FAMILY, family, protocol);
  }

  /**
   * Writes it at the beginning of a buffer.
   *
   * @param states bits of the states to be listed
   * @return its length
   */
  int write(ByteBuffer buffer, int sequence, int states) {
    boolean old = type != InetDiag.SOCK_DIAG_BY_FAMILY;
    int payload = old ? InetDiag.OLD_REQUEST_SIZE : InetDiag.REQUEST_SIZE;
    int length = NetlinkRequests.header(buffer, type, sequence, payload);
    int start = Netlink.HEADER_SIZE;
    if (old) {
      buffer.putInt(start + InetDiag.OLD_REQUEST_STATES, states);
    } else {
      buffer.put(start + InetDiag.REQUEST_FAMILY, (byte) family);
      buffer.put(start + InetDiag.REQUEST_PROTOCOL, (byte) protocol);
      buffer.putInt(start + InetDiag.REQUEST_STATES, states);
    }
    return length;
  }
}
