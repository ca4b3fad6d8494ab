package dev.flowtruth.core.model;

import java.util.Locale;

/** The state of a socket, in TCP's words; connectionless sockets are bound or connected. */
public enum SocketState {
  ESTABLISHED,
  SYN_SENT,
  SYN_RECV,
  FIN_WAIT1,
  FIN_WAIT2,
  TIME_WAIT,
  CLOSE,
  CLOSE_WAIT,
  LAST_ACK,
  LISTEN,
  CLOSING,
  /** A connectionless socket without a peer of its own. */
  UNCONNECTED,
  /** The source does not say. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in every output: {@code listen}, {@code time_wait}, ... */
  public String label() {
    return label;
  }

  /** The state behind a {@link #label()}; {@link #UNKNOWN} for a word that is none. */
  public static SocketState ofLabel(String label) {
    for (SocketState state : values()) {
      if (state.label().equals(label)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
