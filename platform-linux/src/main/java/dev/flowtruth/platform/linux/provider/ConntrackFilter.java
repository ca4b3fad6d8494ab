package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.platform.linux.calls.NativeBuffers;
import dev.flowtruth.platform.linux.layout.Conntrack;
import dev.flowtruth.platform.linux.layout.Netlink;
import dev.flowtruth.platform.linux.layout.SocketFilter;
import java.nio.ByteBuffer;

/**
 * Lets the kernel keep to itself what does not translate: of a router's events, and of a firewall's
 * entries, that is most.
 */
final class ConntrackFilter {
  static final int BOTH = Conntrack.IPS_SRC_NAT | Conntrack.IPS_DST_NAT;

  private static final int ATTRIBUTES = Netlink.HEADER_SIZE + Conntrack.MESSAGE_SIZE;
  private static final int WHOLE_MESSAGE = -1;
  private static final int DROP = 0;

  private ConntrackFilter() {}

  /** A program that passes events of entries that translate, and those that do not say. */
  static ByteBuffer ofEvents() {
    int[][] instructions = {
      {SocketFilter.LOAD_CONSTANT, 0, 0, ATTRIBUTES},
      {SocketFilter.LOAD_INDEX, 0, 0, Conntrack.CTA_STATUS},
      {SocketFilter.LOAD, 0, 0, SocketFilter.ATTRIBUTE},
      {SocketFilter.JUMP_EQUAL, 3, 0, 0},
      {SocketFilter.TO_INDEX, 0, 0, 0},
      {SocketFilter.LOAD_INDEXED, 0, 0, Netlink.ATTRIBUTE_HEADER_SIZE},
      {SocketFilter.JUMP_ANY_BIT, 0, 1, BOTH},
      {SocketFilter.RETURN, 0, 0, WHOLE_MESSAGE},
      {SocketFilter.RETURN, 0, 0, DROP},
    };
    int size = instructions.length * SocketFilter.INSTRUCTION_SIZE;
    ByteBuffer program = NativeBuffers.allocate(size);
    for (int[] one : instructions) {
      program.putShort((short) one[0]).put((byte) one[1]).put((byte) one[2]).putInt(one[3]);
    }
    return program;
  }

  /**
   * Writes a request for a dump of the entries with just these of the bits; of all for 0.
   *
   * @return its length
   */
  static int writeDump(ByteBuffer request, int sequence, int bits) {
    int wanted = bits == Conntrack.IPS_SRC_NAT ? bits : BOTH;
    int attribute = Netlink.ATTRIBUTE_HEADER_SIZE + Integer.BYTES;
    int payload = Conntrack.MESSAGE_SIZE + (bits == 0 ? 0 : 2 * attribute);
    int length = NetlinkRequests.header(request, Conntrack.GET, sequence, payload);
    if (bits != 0) {
      writeNumber(request, ATTRIBUTES, Conntrack.CTA_STATUS, bits);
      writeNumber(request, ATTRIBUTES + attribute, Conntrack.CTA_STATUS_MASK, wanted);
    }
    return length;
  }

  private static void writeNumber(ByteBuffer request, int at, int type, int value) {
    int length = Netlink.ATTRIBUTE_HEADER_SIZE + Integer.BYTES;
    request.putShort(at + Netlink.ATTRIBUTE_LENGTH, (short) length);
    request.putShort(at + Netlink.ATTRIBUTE_TYPE, (short) type);
    for (int i = 0; i < Integer.BYTES; i++) {
      byte part = (byte) (value >>> 8 * (Integer.BYTES - 1 - i));
      request.put(at + Netlink.ATTRIBUTE_HEADER_SIZE + i, part);
    }
  }
}
