package dev.flowtruth.platform.linux.layout;

/**
 * {@code struct tcp_info}, which grows at its end with each kernel; source: {@code linux/tcp.h}.
 */
public final class TcpInfo {
  /** Bytes received in order, since 4.1; the other side's FIN counts as one. */
  public static final int BYTES_RECEIVED = 128;

  /** Segments with payload received (u32), since 4.6. */
  public static final int DATA_SEGMENTS_IN = 152;

  /** Payload bytes sent, repetitions included, since 4.19. */
  public static final int BYTES_SENT = 200;

  /** Payload bytes sent again, since 4.19. */
  public static final int BYTES_RETRANSMITTED = 208;

  private TcpInfo() {}
}
