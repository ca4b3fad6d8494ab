package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.InetDiag;

/** The kernel's numbers of states, which it uses for every protocol; {@code net/tcp_states.h}. */
final class States {
  private static final SocketState[] BY_NUMBER = {
    SocketState.UNKNOWN,
    SocketState.ESTABLISHED,
    SocketState.SYN_SENT,
    SocketState.SYN_RECV,
    SocketState.FIN_WAIT1,
    SocketState.FIN_WAIT2,
    SocketState.TIME_WAIT,
    SocketState.CLOSE,
    SocketState.CLOSE_WAIT,
    SocketState.LAST_ACK,
    SocketState.LISTEN,
    SocketState.CLOSING,
    SocketState.SYN_RECV,
    SocketState.CLOSE,
  };

  private States() {}

  /** The state behind a number; sockets without connections are unconnected or established. */
  static SocketState of(int number, Protocol protocol, long offset) throws DecodeException {
    if (number < 1 || number >= BY_NUMBER.length) {
      throw new DecodeException("state", offset, number + " is none");
    }
    if (!protocol.isConnectionOriented()) {
      return number == InetDiag.TCP_ESTABLISHED ? SocketState.ESTABLISHED : SocketState.UNCONNECTED;
    }
    return BY_NUMBER[number];
  }
}
