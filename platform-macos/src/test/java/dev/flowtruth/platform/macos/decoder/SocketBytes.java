package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.platform.macos.layout.SocketFdInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A {@code socket_fdinfo} as XNU would fill it, put together field by field. */
public final class SocketBytes {
  private static final int SOI_FAMILY = 184;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(SocketFdInfo.SIZE).order(ByteOrder.LITTLE_ENDIAN);

  private SocketBytes(int kind, int type, int protocol, long so) {
    bytes.putLong(SocketFdInfo.SOI_SO, so);
    bytes.putInt(SocketFdInfo.SOI_TYPE, type);
    bytes.putInt(SocketFdInfo.SOI_PROTOCOL, protocol);
    bytes.putInt(SocketFdInfo.SOI_KIND, kind);
  }

  public static SocketBytes tcp(long so, int state) {
    SocketBytes tcp = new SocketBytes(SocketFdInfo.SOCKINFO_TCP, 1, 6, so);
    tcp.bytes.putInt(SocketFdInfo.TCPSI_STATE, state);
    return tcp;
  }

  public static SocketBytes udp(long so) {
    return new SocketBytes(SocketFdInfo.SOCKINFO_IN, 2, 17, so);
  }

  public static SocketBytes of(int kind, int type, int protocol) {
    return new SocketBytes(kind, type, protocol, 1);
  }

  public SocketBytes family(int family, int vflag) {
    bytes.putInt(SOI_FAMILY, family);
    bytes.put(SocketFdInfo.INSI_VFLAG, (byte) vflag);
    return this;
  }

  public SocketBytes generation(long generation) {
    bytes.putLong(SocketFdInfo.INSI_GENCNT, generation);
    return this;
  }

  /** IPv4 where it belongs: the last 4 of 16 bytes, with zeros before. */
  public SocketBytes local(String address, int port) {
    return put(SocketFdInfo.INSI_LADDR, SocketFdInfo.INSI_LPORT, address, port);
  }

  public SocketBytes peer(String address, int port) {
    return put(SocketFdInfo.INSI_FADDR, SocketFdInfo.INSI_FPORT, address, port);
  }

  private SocketBytes put(int at, int portAt, String text, int port) {
    byte[] address = IpAddress.parse(text).toBytes();
    bytes.duplicate().position(at + 16 - address.length).put(address);
    bytes.putShort(portAt, Short.reverseBytes((short) port));
    return this;
  }

  public SocketBytes set(int offset, int value) {
    bytes.putInt(offset, value);
    return this;
  }

  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
