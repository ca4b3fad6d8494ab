package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.SocketAddress;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What only associations of SCTP have in a message: lists of addresses on both sides, of which any
 * may carry its packets, and states of their own ({@code enum sctp_state} in {@code
 * net/sctp/constants.h}).
 */
final class SctpAssociation {
  private static final SocketState[] STATES = {
    SocketState.CLOSE, // CLOSED
    SocketState.SYN_SENT, // COOKIE_WAIT
    SocketState.SYN_SENT, // COOKIE_ECHOED
    SocketState.ESTABLISHED, // ESTABLISHED
    SocketState.FIN_WAIT1, // SHUTDOWN_PENDING
    SocketState.FIN_WAIT1, // SHUTDOWN_SENT
    SocketState.CLOSE_WAIT, // SHUTDOWN_RECEIVED
    SocketState.LAST_ACK, // SHUTDOWN_ACK_SENT
  };

  private SctpAssociation() {}

  static SocketState state(int number, long offset) throws DecodeException {
    if (number >= STATES.length) {
      throw new DecodeException("state of an association", offset, number + " is none");
    }
    return STATES[number];
  }

  /** The addresses in a list of that many bytes. */
  static List<IpAddress> addresses(ByteBuffer buffer, int from, int length) throws DecodeException {
    if (length % SocketAddress.SIZE != 0) {
      throw new DecodeException("list of addresses", from, length + " bytes");
    }
    List<IpAddress> addresses = new ArrayList<>();
    for (int at = from; at < from + length; at += SocketAddress.SIZE) {
      addresses.add(address(buffer, at));
    }
    return addresses;
  }

  private static IpAddress address(ByteBuffer buffer, int at) throws DecodeException {
    int family = buffer.getShort(at + SocketAddress.FAMILY);
    return switch (family) {
      case Sockets.AF_INET -> NetworkBytes.v4(buffer, at + SocketAddress.V4_ADDRESS);
      case Sockets.AF_INET6 -> {
        int scope = buffer.getInt(at + SocketAddress.V6_SCOPE);
        yield NetworkBytes.v6(buffer, at + SocketAddress.V6_ADDRESS, scope);
      }
      default -> throw new DecodeException("sa_family", at, family + " is no internet family");
    };
  }
}
