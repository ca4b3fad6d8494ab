package dev.flowtruth.platform.linux.layout;

/**
 * Requests and answers of NETLINK_SOCK_DIAG for internet sockets; ports and addresses in network
 * byte order, everything else in the host's.
 *
 * <p>Source: {@code linux/inet_diag.h}, {@code linux/sock_diag.h}, {@code net/tcp_states.h}.
 */
public final class InetDiag {
  /** The old request: one walk of the table for both families ({@code TCPDIAG_GETSOCK}). */
  public static final int TCPDIAG_GETSOCK = 18;

  public static final int SOCK_DIAG_BY_FAMILY = 20;

  // struct inet_diag_req (TCPDIAG_GETSOCK)
  public static final int OLD_REQUEST_SIZE = 60;
  public static final int OLD_REQUEST_STATES = 52;

  // struct inet_diag_req_v2
  public static final int REQUEST_SIZE = 56;
  public static final int REQUEST_FAMILY = 0;
  public static final int REQUEST_PROTOCOL = 1;
  public static final int REQUEST_STATES = 4;
  public static final int REQUEST_SOURCE_PORT = 8;
  public static final int REQUEST_DESTINATION_PORT = 10;
  public static final int REQUEST_SOURCE = 12;
  public static final int REQUEST_DESTINATION = 28;
  public static final int REQUEST_INTERFACE = 44;
  public static final int REQUEST_COOKIE = 48;

  /** {@code INET_DIAG_NOCOOKIE}, in both halves: whatever its cookie is. */
  public static final int NO_COOKIE = ~0;

  /** {@code IPPROTO_RAW}: as a request's protocol, raw sockets of every protocol. */
  public static final int PROTOCOL_RAW = 255;

  // struct inet_diag_msg
  public static final int MESSAGE_SIZE = 72;
  public static final int FAMILY = 0;
  public static final int STATE = 1;
  public static final int TIMER = 2;
  public static final int SOURCE_PORT = 4;
  public static final int DESTINATION_PORT = 6;
  public static final int SOURCE = 8;
  public static final int DESTINATION = 24;
  public static final int INTERFACE = 40;
  public static final int COOKIE = 44;
  public static final int UID = 64;
  public static final int INODE = 68;

  /** {@code idiag_timer} of the small socket that stands in during TIME_WAIT. */
  public static final int TIMER_TIME_WAIT = 3;

  // attributes
  public static final int ATTRIBUTE_INFO = 2;
  public static final int ATTRIBUTE_PROTOCOL = 10;
  public static final int ATTRIBUTE_V6ONLY = 11;

  /** Lists of {@code struct sockaddr_storage}, see {@link SocketAddress}. */
  public static final int ATTRIBUTE_LOCALS = 12;

  public static final int ATTRIBUTE_PEERS = 13;

  // states
  public static final int TCP_ESTABLISHED = 1;
  public static final int TCP_SYN_RECV = 3;
  public static final int TCP_TIME_WAIT = 6;
  public static final int TCP_CLOSE = 7;
  public static final int TCP_LISTEN = 10;
  public static final int TCP_CLOSING = 11;
  public static final int TCP_NEW_SYN_RECV = 12;
  public static final int TCP_BOUND_INACTIVE = 13;

  /** Bits of all states up to {@code TCP_CLOSING}. */
  public static final int ALL_STATES = (1 << TCP_CLOSING + 1) - 2;

  /** Bits of the states that a process can still hold a descriptor of. */
  public static final int LIVE_STATES = ALL_STATES & ~(1 << TCP_TIME_WAIT | 1 << TCP_SYN_RECV);

  /**
   * Bits of the multicast groups {@code SKNLGRP_INET_TCP_DESTROY}, {@code _UDP_DESTROY} and their
   * IPv6 twins, which are groups 1 to 4.
   */
  public static final int DESTROY_GROUPS = 0xf;

  private InetDiag() {}
}
