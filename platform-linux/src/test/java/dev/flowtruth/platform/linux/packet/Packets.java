package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.platform.linux.layout.IpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Packets from their network header on, computed from RFC 791, 8200, 9293 and 768. */
public final class Packets {
  private Packets() {}

  /** From 10.0.0.1 to 10.0.0.2, with so many words of options. */
  public static byte[] v4(int protocol, int optionWords, byte[] payload) {
    int size = IpHeaders.V4_SIZE + 4 * optionWords;
    ByteBuffer b = ByteBuffer.allocate(size + payload.length);
    b.put(0, (byte) (0x40 | size / 4)).put(IpHeaders.V4_PROTOCOL, (byte) protocol);
    b.putInt(IpHeaders.V4_SOURCE, 0x0a000001).putInt(IpHeaders.V4_DESTINATION, 0x0a000002);
    b.position(size);
    return b.put(payload).array();
  }

  /** From fd77::1 to fd77::2; payload and what comes before it is given. */
  public static byte[] v6(int next, byte[]... parts) {
    ByteBuffer b = ByteBuffer.allocate(IpHeaders.V6_SIZE);
    b.put(0, (byte) 0x60).put(IpHeaders.V6_NEXT, (byte) next);
    b.putLong(IpHeaders.V6_SOURCE, 0xfd77000000000000L).putLong(IpHeaders.V6_SOURCE + 8, 1);
    b.putLong(IpHeaders.V6_DESTINATION, 0xfd77000000000000L);
    b.putLong(IpHeaders.V6_DESTINATION + 8, 2);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(b.array());
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Options of 8 bytes and so many times 8 more. */
  public static byte[] options(int next, int more) {
    byte[] header = new byte[8 * (1 + more)];
    header[0] = (byte) next;
    header[1] = (byte) more;
    return header;
  }

  /** The header of a fragment that begins at so many bytes. */
  public static byte[] fragment(int next, int offset) {
    ByteBuffer b = ByteBuffer.allocate(IpHeaders.FRAGMENT_SIZE);
    return b.put(0, (byte) next).putShort(IpHeaders.V6_FRAGMENT, (short) (offset | 1)).array();
  }

  public static byte[] tcp(int source, int destination, int flags) {
    ByteBuffer b = ByteBuffer.allocate(20);
    b.putShort(0, (short) source).putShort(2, (short) destination);
    return b.put(IpHeaders.TCP_FLAGS, (byte) flags).array();
  }

  public static byte[] udp(int source, int destination) {
    return ByteBuffer.allocate(8)
        .putShort(0, (short) source)
        .putShort(2, (short) destination)
        .array();
  }
}
