package dev.flowtruth.platform.linux.layout;

/**
 * Interfaces and addresses over NETLINK_ROUTE.
 *
 * <p>Source: {@code linux/rtnetlink.h}, {@code linux/if_addr.h}, {@code linux/if_link.h}.
 */
public final class Rtnetlink {
  public static final int RTM_NEWLINK = 16;
  public static final int RTM_GETLINK = 18;
  public static final int RTM_NEWADDR = 20;
  public static final int RTM_GETADDR = 22;

  /** {@code RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR} */
  public static final int GROUPS = 0x1 | 0x10 | 0x100;

  // struct ifinfomsg
  public static final int LINK_SIZE = 16;
  public static final int LINK_INDEX = 4;
  public static final int IFLA_IFNAME = 3;

  // struct ifaddrmsg
  public static final int ADDRESS_SIZE = 8;
  public static final int ADDRESS_FAMILY = 0;
  public static final int ADDRESS_PREFIX = 1;
  public static final int ADDRESS_INDEX = 4;
  public static final int IFA_ADDRESS = 1;
  public static final int IFA_LOCAL = 2;

  private Rtnetlink() {}
}
