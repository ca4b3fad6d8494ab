package dev.flowtruth.platform.macos.layout;

/**
 * {@code struct socket_fdinfo}: a {@code proc_fileinfo}, then the {@code socket_info} with its
 * union by kind. Offsets are from the beginning of the whole.
 *
 * <p>Source: {@code sys/proc_info.h}; the same in 15 releases of the kernel, macOS 10.6 to 15.
 */
public final class SocketFdInfo {
  public static final int SIZE = 792;

  public static final int SOI_SO = 160;
  public static final int SOI_TYPE = 176;
  public static final int SOI_PROTOCOL = 180;
  public static final int SOI_KIND = 256;

  public static final int INSI_FPORT = 264;
  public static final int INSI_LPORT = 268;
  public static final int INSI_GENCNT = 272;
  public static final int INSI_VFLAG = 288;
  public static final int INSI_FADDR = 296;
  public static final int INSI_LADDR = 312;

  /** {@code i46a_addr4}: from the beginning of an address to the IPv4 one in it. */
  public static final int ADDR4 = 12;

  public static final int TCPSI_STATE = 344;

  public static final int SOCKINFO_IN = 1;
  public static final int SOCKINFO_TCP = 2;

  public static final int INI_IPV4 = 1;
  public static final int INI_IPV6 = 2;

  /** Source: {@code sys/socket.h}. */
  public static final int SOCK_RAW = 3;

  public static final int TSI_S_CLOSED = 0;
  public static final int TSI_S_LISTEN = 1;
  public static final int TSI_S_SYN_SENT = 2;
  public static final int TSI_S_SYN_RECEIVED = 3;
  public static final int TSI_S_ESTABLISHED = 4;
  public static final int TSI_S__CLOSE_WAIT = 5;
  public static final int TSI_S_FIN_WAIT_1 = 6;
  public static final int TSI_S_CLOSING = 7;
  public static final int TSI_S_LAST_ACK = 8;
  public static final int TSI_S_FIN_WAIT_2 = 9;
  public static final int TSI_S_TIME_WAIT = 10;
  public static final int TSI_S_RESERVED = 11;

  private SocketFdInfo() {}
}
