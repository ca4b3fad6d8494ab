package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.SocketFdInfo;

/** TCP's states by macOS' numbers. */
final class States {
  private States() {}

  static SocketState tcp(int state) throws DecodeException {
    return switch (state) {
      case SocketFdInfo.TSI_S_CLOSED -> SocketState.CLOSE;
      case SocketFdInfo.TSI_S_LISTEN -> SocketState.LISTEN;
      case SocketFdInfo.TSI_S_SYN_SENT -> SocketState.SYN_SENT;
      case SocketFdInfo.TSI_S_SYN_RECEIVED -> SocketState.SYN_RECV;
      case SocketFdInfo.TSI_S_ESTABLISHED -> SocketState.ESTABLISHED;
      case SocketFdInfo.TSI_S__CLOSE_WAIT -> SocketState.CLOSE_WAIT;
      case SocketFdInfo.TSI_S_FIN_WAIT_1 -> SocketState.FIN_WAIT1;
      case SocketFdInfo.TSI_S_CLOSING -> SocketState.CLOSING;
      case SocketFdInfo.TSI_S_LAST_ACK -> SocketState.LAST_ACK;
      case SocketFdInfo.TSI_S_FIN_WAIT_2 -> SocketState.FIN_WAIT2;
      case SocketFdInfo.TSI_S_TIME_WAIT -> SocketState.TIME_WAIT;
      case SocketFdInfo.TSI_S_RESERVED -> SocketState.UNKNOWN;
      default ->
          throw new DecodeException(
              "tcpsi_state", SocketFdInfo.TCPSI_STATE, state + ", which is no state of TCP");
    };
  }
}
