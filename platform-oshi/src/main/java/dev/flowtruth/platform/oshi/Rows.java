package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/** From OSHI's connections to rows. Pure. */
final class Rows {
  private Rows() {}

  /**
   * A row for each connection.
   *
   * @throws DecodeException for one that OSHI cannot mean, with its number in the list
   */
  static List<Row> of(List<IPConnection> connections) throws DecodeException {
    List<Row> rows = new ArrayList<>(connections.size());
    for (int i = 0; i < connections.size(); i++) {
      rows.add(row(connections.get(i), i));
    }
    return rows;
  }

  private static Row row(IPConnection one, int number) throws DecodeException {
    Protocol protocol = protocol(one.getType(), number);
    boolean v6 = one.getType().endsWith("6");
    Endpoint local = endpoint(one.getLocalAddress(), one.getLocalPort(), v6, number);
    SocketState state = protocol.equals(Protocol.TCP) ? state(one.getState()) : SocketState.UNKNOWN;
    Endpoint peer =
        state == SocketState.LISTEN
            ? none(v6)
            : endpoint(one.getForeignAddress(), one.getForeignPort(), v6, number);
    boolean isUdp = protocol.equals(Protocol.UDP);
    return new Row(protocol, local, peer, isUdp ? udp(peer) : state, one.getowningProcessId());
  }

  private static SocketState udp(Endpoint peer) {
    return peer.isNone() ? SocketState.UNCONNECTED : SocketState.ESTABLISHED;
  }

  private static Protocol protocol(String type, int number) throws DecodeException {
    if (type.startsWith("tcp")) {
      return Protocol.TCP;
    }
    if (type.startsWith("udp")) {
      return Protocol.UDP;
    }
    throw new DecodeException("type", number, "'" + type + "' is neither tcp nor udp");
  }

  private static Endpoint endpoint(byte[] address, int port, boolean v6, int number)
      throws DecodeException {
    if (port < 0 || port > 65_535) {
      throw new DecodeException("port", number, port + " is none");
    }
    if (address.length != 0 && address.length != 4 && address.length != 16) {
      throw new DecodeException("address", number, address.length + " bytes, expected 4 or 16");
    }
    if (address.length == 0) {
      return new Endpoint(v6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4, port);
    }
    return new Endpoint(IpAddress.ofBytes(address), port);
  }

  private static Endpoint none(boolean v6) {
    return v6 ? Endpoint.NONE_V6 : Endpoint.NONE;
  }

  private static SocketState state(@Nullable TcpState state) {
    if (state == null) {
      return SocketState.UNKNOWN;
    }
    return switch (state) {
      case CLOSED -> SocketState.CLOSE;
      case LISTEN -> SocketState.LISTEN;
      case SYN_SENT -> SocketState.SYN_SENT;
      case SYN_RECV -> SocketState.SYN_RECV;
      case ESTABLISHED -> SocketState.ESTABLISHED;
      case FIN_WAIT_1 -> SocketState.FIN_WAIT1;
      case FIN_WAIT_2 -> SocketState.FIN_WAIT2;
      case CLOSE_WAIT -> SocketState.CLOSE_WAIT;
      case CLOSING -> SocketState.CLOSING;
      case LAST_ACK -> SocketState.LAST_ACK;
      case TIME_WAIT -> SocketState.TIME_WAIT;
      case UNKNOWN, NONE -> SocketState.UNKNOWN;
    };
  }
}
