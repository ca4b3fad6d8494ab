package dev.flowtruth.platform.linux.layout;

/**
 * Entries of the connection tracking over NETLINK_NETFILTER. Values are in network byte order.
 *
 * <p>Source: {@code linux/netfilter/nfnetlink.h}, {@code linux/netfilter/nfnetlink_conntrack.h},
 * {@code linux/netfilter/nf_conntrack_common.h}.
 */
public final class Conntrack {
  /** Bits of {@code NFNLGRP_CONNTRACK_NEW} and {@code NFNLGRP_CONNTRACK_DESTROY}. */
  public static final int GROUPS = 0x1 | 0x4;

  /** {@code NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW}, and so on. */
  public static final int NEW = 0x100;

  public static final int GET = 0x101;
  public static final int DELETE = 0x102;

  /** Counters of each processor: a dump that costs nothing. */
  public static final int GET_STATS_CPU = 0x104;

  // struct nfgenmsg; a family of 0 asks for all
  public static final int MESSAGE_SIZE = 4;
  public static final int FAMILY = 0;

  public static final int CTA_TUPLE_ORIG = 1;
  public static final int CTA_TUPLE_REPLY = 2;
  public static final int CTA_STATUS = 3;
  public static final int CTA_ID = 12;
  public static final int CTA_TIMESTAMP = 20;

  /** Unknown to kernels that cannot choose by status; they leave it aside and dump all. */
  public static final int CTA_STATUS_MASK = 26;

  /** ns since the epoch at which an event was told, in kernels that know it. */
  public static final int CTA_TIMESTAMP_EVENT = 27;

  public static final int CTA_TUPLE_IP = 1;
  public static final int CTA_TUPLE_PROTO = 2;

  public static final int CTA_IP_V4_SRC = 1;
  public static final int CTA_IP_V4_DST = 2;
  public static final int CTA_IP_V6_SRC = 3;
  public static final int CTA_IP_V6_DST = 4;

  public static final int CTA_PROTO_NUM = 1;
  public static final int CTA_PROTO_SRC_PORT = 2;
  public static final int CTA_PROTO_DST_PORT = 3;
  public static final int CTA_PROTO_ICMP_ID = 4;
  public static final int CTA_PROTO_ICMPV6_ID = 7;

  /** ns since the epoch; only where {@code net.netfilter.nf_conntrack_timestamp} is on. */
  public static final int CTA_TIMESTAMP_START = 1;

  public static final int CTA_TIMESTAMP_STOP = 2;

  /** Source or destination are translated; both bits are set before an entry is told of. */
  public static final int IPS_SRC_NAT = 0x10;

  public static final int IPS_DST_NAT = 0x20;

  private Conntrack() {}
}
