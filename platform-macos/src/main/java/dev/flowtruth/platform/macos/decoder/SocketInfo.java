package dev.flowtruth.platform.macos.decoder;

import static dev.flowtruth.platform.macos.layout.SocketFdInfo.INI_IPV4;
import static dev.flowtruth.platform.macos.layout.SocketFdInfo.INI_IPV6;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.SocketFdInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** From a {@code socket_fdinfo} to a row. */
public final class SocketInfo {
  private final ByteBuffer bytes;

  private SocketInfo(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The row; null for what is no socket of IP, is bound to nothing, or has lost its protocol
   * control block: then the kind is generic or no address family is left. Null also for a socket of
   * TCP that neither listens nor connects: no other source lists those, and no flow is theirs.
   *
   * @param buffer of which the bytes up to its limit were filled
   * @throws DecodeException when they cannot be what they claim to be
   */
  public static @Nullable SocketRow row(ByteBuffer buffer) throws DecodeException {
    Whole.structure("socket_fdinfo", buffer, SocketFdInfo.SIZE);
    return new SocketInfo(buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN)).row();
  }

  private @Nullable SocketRow row() throws DecodeException {
    int kind = bytes.getInt(SocketFdInfo.SOI_KIND);
    boolean isIp = kind == SocketFdInfo.SOCKINFO_IN || kind == SocketFdInfo.SOCKINFO_TCP;
    int families = bytes.get(SocketFdInfo.INSI_VFLAG) & (INI_IPV4 | INI_IPV6);
    if (!isIp || families == 0) {
      return null;
    }
    Protocol protocol = protocol(kind);
    Endpoint local = endpoint(protocol, SocketFdInfo.INSI_LADDR, SocketFdInfo.INSI_LPORT, families);
    if (protocol.hasPorts() && local.port() == 0) {
      return null;
    }
    Endpoint peer = endpoint(protocol, SocketFdInfo.INSI_FADDR, SocketFdInfo.INSI_FPORT, families);
    SocketState state = state(kind, peer);
    if (state == SocketState.CLOSE) {
      return null;
    }
    return new SocketRow(
        bytes.getLong(SocketFdInfo.SOI_SO),
        bytes.getLong(SocketFdInfo.INSI_GENCNT),
        protocol,
        local,
        peer,
        state,
        families == INI_IPV6);
  }

  /** The kind IN is not only UDP's. */
  private Protocol protocol(int kind) throws DecodeException {
    if (kind == SocketFdInfo.SOCKINFO_TCP) {
      return Protocol.TCP;
    }
    int number = bytes.getInt(SocketFdInfo.SOI_PROTOCOL);
    if (number < 0 || number > 255) {
      String found = Integer.toUnsignedString(number) + ", which is no protocol of IP";
      throw new DecodeException("soi_protocol", SocketFdInfo.SOI_PROTOCOL, found);
    }
    boolean isRaw = bytes.getInt(SocketFdInfo.SOI_TYPE) == SocketFdInfo.SOCK_RAW;
    return isRaw ? Protocol.raw(number) : Protocol.of(number);
  }

  /** Raw sockets have no ports, whatever stands there. */
  private Endpoint endpoint(Protocol protocol, int address, int port, int families) {
    boolean isV6 = (families & INI_IPV6) != 0;
    return new Endpoint(
        isV6
            ? KernelAddress.v6(bytes, address)
            : KernelAddress.v4(bytes, address + SocketFdInfo.ADDR4),
        protocol.raw() ? 0 : port(port));
  }

  /** 16 bits in network order, however wide the field is. */
  private int port(int offset) {
    return Short.toUnsignedInt(Short.reverseBytes(bytes.getShort(offset)));
  }

  private SocketState state(int kind, Endpoint peer) throws DecodeException {
    if (kind == SocketFdInfo.SOCKINFO_TCP) {
      return States.tcp(bytes.getInt(SocketFdInfo.TCPSI_STATE));
    }
    boolean isTcp = bytes.getInt(SocketFdInfo.SOI_PROTOCOL) == Protocol.TCP.number();
    if (isTcp && bytes.getInt(SocketFdInfo.SOI_TYPE) != SocketFdInfo.SOCK_RAW) {
      return SocketState.UNKNOWN; // only the kind TCP tells its state
    }
    return peer.isNone() ? SocketState.UNCONNECTED : SocketState.ESTABLISHED;
  }
}
