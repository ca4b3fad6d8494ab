package dev.flowtruth.platform.linux.layout;

/** Netlink's framing, in host byte order; source: {@code linux/netlink.h}. */
public final class Netlink {
  /** {@code NETLINK_ROUTE} */
  public static final int ROUTE = 0;

  /** {@code NETLINK_SOCK_DIAG} */
  public static final int SOCK_DIAG = 4;

  /** {@code NETLINK_NETFILTER} */
  public static final int NETFILTER = 12;

  // struct sockaddr_nl
  public static final int ADDRESS_SIZE = 12;
  public static final int ADDRESS_FAMILY = 0;
  public static final int ADDRESS_GROUPS = 8;

  // struct nlmsghdr
  public static final int HEADER_SIZE = 16;
  public static final int LENGTH = 0;
  public static final int TYPE = 4;
  public static final int FLAGS = 6;
  public static final int SEQUENCE = 8;

  /** Messages and attributes begin at multiples of it ({@code NLMSG_ALIGNTO}). */
  public static final int ALIGN = 4;

  // nlmsg_type
  public static final int NOOP = 1;
  public static final int ERROR = 2;
  public static final int DONE = 3;
  public static final int OVERRUN = 4;

  // nlmsg_flags
  public static final int REQUEST = 0x1;

  /** The table changed while it was walked: the dump may lack entries. */
  public static final int DUMP_INTERRUPTED = 0x10;

  /** The dump holds what was asked for and no more ({@code NLM_F_DUMP_FILTERED}). */
  public static final int DUMP_FILTERED = 0x20;

  /** {@code NLM_F_ROOT | NLM_F_MATCH} */
  public static final int DUMP = 0x300;

  // struct nlattr
  public static final int ATTRIBUTE_HEADER_SIZE = 4;
  public static final int ATTRIBUTE_LENGTH = 0;
  public static final int ATTRIBUTE_TYPE = 2;

  /** Without {@code NLA_F_NESTED} and {@code NLA_F_NET_BYTEORDER}. */
  public static final int ATTRIBUTE_TYPE_MASK = 0x3fff;

  private Netlink() {}

  /** The length with its padding. */
  public static int align(int length) {
    return length + ALIGN - 1 & -ALIGN;
  }
}
