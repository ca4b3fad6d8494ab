package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Netlink;
import dev.flowtruth.platform.linux.layout.Rtnetlink;
import dev.flowtruth.platform.linux.layout.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Well-formed messages to be spoilt; computed from linux/inet_diag.h and linux/rtnetlink.h. */
final class Messages {
  private static final int ATTRIBUTE = 8;

  private Messages() {}

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  /** IPv6 fe80::1%3 port 8080 to fe80::2 port 443, listening state, inode 4711, v6 only. */
  static ByteBuffer socket() {
    ByteBuffer b = buffer(InetDiag.MESSAGE_SIZE + ATTRIBUTE);
    b.put(InetDiag.FAMILY, (byte) 10).put(InetDiag.STATE, (byte) InetDiag.TCP_LISTEN);
    b.put(InetDiag.SOURCE_PORT, (byte) 0x1f).put(InetDiag.SOURCE_PORT + 1, (byte) 0x90);
    b.put(InetDiag.DESTINATION_PORT, (byte) 0x01).put(InetDiag.DESTINATION_PORT + 1, (byte) 0xbb);
    b.put(InetDiag.SOURCE, (byte) 0xfe).put(InetDiag.SOURCE + 1, (byte) 0x80);
    b.put(InetDiag.SOURCE + 15, (byte) 1);
    b.put(InetDiag.DESTINATION, (byte) 0xfe).put(InetDiag.DESTINATION + 1, (byte) 0x80);
    b.put(InetDiag.DESTINATION + 15, (byte) 2);
    b.putInt(InetDiag.INTERFACE, 3);
    b.putInt(InetDiag.COOKIE, 7).putInt(InetDiag.COOKIE + 4, 1);
    b.putInt(InetDiag.UID, 1000).putInt(InetDiag.INODE, 4711);
    attribute(b, InetDiag.MESSAGE_SIZE, InetDiag.ATTRIBUTE_V6ONLY, 1);
    b.put(InetDiag.MESSAGE_SIZE + 4, (byte) 1);
    return b;
  }

  /**
   * The same from port 8080 to 443 as SCTP's association, established: 10.0.0.1 and fe80::1%3 to
   * 10.0.0.2, 10.0.1.2 and fe80::2%3. Computed from linux/inet_diag.h and net/sctp/diag.c.
   */
  static ByteBuffer association() {
    int lists = InetDiag.MESSAGE_SIZE;
    int locals = Netlink.ATTRIBUTE_HEADER_SIZE + 2 * SocketAddress.SIZE;
    int peers = Netlink.ATTRIBUTE_HEADER_SIZE + 3 * SocketAddress.SIZE;
    ByteBuffer b = buffer(lists + locals + peers);
    for (int i = 0; i < lists; i++) {
      b.put(i, socket().get(i));
    }
    b.put(InetDiag.STATE, (byte) 3);
    attribute(b, lists, InetDiag.ATTRIBUTE_LOCALS, 2 * SocketAddress.SIZE);
    v4(b, lists + 4, 10, 0, 0, 1);
    v6(b, lists + 4 + SocketAddress.SIZE, 1);
    attribute(b, lists + locals, InetDiag.ATTRIBUTE_PEERS, 3 * SocketAddress.SIZE);
    v4(b, lists + locals + 4, 10, 0, 0, 2);
    v4(b, lists + locals + 4 + SocketAddress.SIZE, 10, 0, 1, 2);
    v6(b, lists + locals + 4 + 2 * SocketAddress.SIZE, 2);
    return b;
  }

  private static void v4(ByteBuffer b, int at, int... address) {
    b.putShort(at, (short) 2);
    for (int i = 0; i < 4; i++) {
      b.put(at + SocketAddress.V4_ADDRESS + i, (byte) address[i]);
    }
  }

  private static void v6(ByteBuffer b, int at, int last) {
    b.putShort(at, (short) 10);
    b.put(at + SocketAddress.V6_ADDRESS, (byte) 0xfe);
    b.put(at + SocketAddress.V6_ADDRESS + 1, (byte) 0x80);
    b.put(at + SocketAddress.V6_ADDRESS + 15, (byte) last);
    b.putInt(at + SocketAddress.V6_SCOPE, 3);
  }

  /** 10.0.0.1/24 on interface 2, its other side 10.0.0.9. */
  static ByteBuffer address() {
    ByteBuffer b = buffer(Rtnetlink.ADDRESS_SIZE + 2 * ATTRIBUTE);
    b.put(Rtnetlink.ADDRESS_FAMILY, (byte) 2).put(Rtnetlink.ADDRESS_PREFIX, (byte) 24);
    b.putInt(Rtnetlink.ADDRESS_INDEX, 2);
    attribute(b, Rtnetlink.ADDRESS_SIZE, Rtnetlink.IFA_ADDRESS, 4);
    b.put(Rtnetlink.ADDRESS_SIZE + 4, new byte[] {10, 0, 0, 9});
    attribute(b, Rtnetlink.ADDRESS_SIZE + ATTRIBUTE, Rtnetlink.IFA_LOCAL, 4);
    b.put(Rtnetlink.ADDRESS_SIZE + ATTRIBUTE + 4, new byte[] {10, 0, 0, 1});
    return b;
  }

  static void attribute(ByteBuffer buffer, int at, int type, int size) {
    buffer.putShort(at, (short) (Netlink.ATTRIBUTE_HEADER_SIZE + size));
    buffer.putShort(at + Netlink.ATTRIBUTE_TYPE, (short) type);
  }

  /** The first bytes of a buffer. */
  static ByteBuffer cut(ByteBuffer whole, int size) {
    ByteBuffer part = buffer(size);
    for (int i = 0; i < size; i++) {
      part.put(i, whole.get(i));
    }
    return part;
  }
}
