package dev.flowtruth.formats.capture;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Packets by hand, each header as its RFC has it. Checksums are 0: nobody reads them. */
final class TestPackets {
  static final int TCP = 6;
  static final int UDP = 17;
  static final int SYN = 2;
  static final int ACK = 16;

  private TestPackets() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Bytes from numbers, for headers. */
  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] u16(int value) {
    return bytes(value >> 8, value);
  }

  private static byte[] u32(long value) {
    return bytes((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
  }

  static byte[] address(String text) {
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static byte[] ethernet(int type, byte[] rest) {
    return join(new byte[12], u16(type), rest);
  }

  static byte[] v4(String source, String destination, int protocol, byte[] rest) {
    return v4(source, destination, protocol, 0, 0, rest);
  }

  /** A packet or fragment; {@code fragment} holds flags and offset. */
  static byte[] v4(
      String source, String destination, int protocol, int id, int fragment, byte[] rest) {
    return join(
        bytes(0x45, 0),
        u16(20 + rest.length),
        u16(id),
        u16(fragment),
        bytes(64, protocol, 0, 0),
        address(source),
        address(destination),
        rest);
  }

  static byte[] v6(String source, String destination, int next, byte[] rest) {
    return join(
        bytes(0x60, 0, 0, 0),
        u16(rest.length),
        bytes(next, 64),
        address(source),
        address(destination),
        rest);
  }

  /** An extension header of eight bytes. */
  static byte[] extension(int next, byte[] rest) {
    return join(bytes(next, 0, 0, 0, 0, 0, 0, 0), rest);
  }

  static byte[] fragmentHeader(int next, int offsetAndMore, long id, byte[] rest) {
    return join(bytes(next, 0), u16(offsetAndMore), u32(id), rest);
  }

  static byte[] udp(int source, int destination) {
    return join(u16(source), u16(destination), u16(8 + 4), u16(0), bytes(1, 2, 3, 4));
  }

  static byte[] tcp(int source, int destination, long sequence, int flags) {
    return join(
        u16(source), u16(destination), u32(sequence), u32(0), bytes(0x50, flags), new byte[6]);
  }

  static byte[] icmp(int type, int code) {
    return join(bytes(type, code, 0, 0), u32(0x12340001));
  }

  /** UDP over IPv4 over Ethernet. */
  static byte[] datagram(int source, int destination) {
    return ethernet(0x800, v4("10.0.0.1", "10.0.0.2", UDP, udp(source, destination)));
  }

  /** TCP over IPv4 over Ethernet. */
  static byte[] segment(int source, int destination, long sequence, int flags) {
    byte[] tcp = tcp(source, destination, sequence, flags);
    return ethernet(0x800, v4("10.0.0.1", "10.0.0.2", TCP, tcp));
  }

  /** The same the other way. */
  static byte[] answer(int source, int destination, long sequence, int flags) {
    byte[] tcp = tcp(source, destination, sequence, flags);
    return ethernet(0x800, v4("10.0.0.2", "10.0.0.1", TCP, tcp));
  }

  /** The header of a pktap interface, as XNU's struct pktap_header has it. */
  static byte[] pktap(int linkType, int flags, int pid, String command, byte[] rest) {
    byte[] header = new byte[156];
    Endian.LITTLE.put32(header, 0, header.length);
    Endian.LITTLE.put32(header, 4, 1);
    Endian.LITTLE.put32(header, 8, linkType);
    System.arraycopy(bytes('e', 'n', '0'), 0, header, 12, 3);
    Endian.LITTLE.put32(header, 36, flags);
    Endian.LITTLE.put32(header, 52, pid);
    byte[] name = command.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    System.arraycopy(name, 0, header, 56, name.length);
    return join(header, rest);
  }
}
