package dev.flowtruth.platform.windows.layout;

/**
 * Arguments of GetExtendedTcpTable and GetExtendedUdpTable, and TCP's states.
 *
 * <p>Source: {@code winsock2.h}, {@code iprtrmib.h} (TCP_TABLE_CLASS, UDP_TABLE_CLASS), {@code
 * tcpmib.h} (MIB_TCP_STATE).
 */
public final class Tables {
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 23;

  public static final int TCP_TABLE_OWNER_PID_ALL = 5;
  public static final int TCP_TABLE_OWNER_MODULE_ALL = 8;
  public static final int UDP_TABLE_OWNER_PID = 1;
  public static final int UDP_TABLE_OWNER_MODULE = 2;

  public static final int MIB_TCP_STATE_CLOSED = 1;
  public static final int MIB_TCP_STATE_LISTEN = 2;
  public static final int MIB_TCP_STATE_SYN_SENT = 3;
  public static final int MIB_TCP_STATE_SYN_RCVD = 4;
  public static final int MIB_TCP_STATE_ESTAB = 5;
  public static final int MIB_TCP_STATE_FIN_WAIT1 = 6;
  public static final int MIB_TCP_STATE_FIN_WAIT2 = 7;
  public static final int MIB_TCP_STATE_CLOSE_WAIT = 8;
  public static final int MIB_TCP_STATE_CLOSING = 9;
  public static final int MIB_TCP_STATE_LAST_ACK = 10;
  public static final int MIB_TCP_STATE_TIME_WAIT = 11;
  public static final int MIB_TCP_STATE_DELETE_TCB = 12;

  private Tables() {}
}
