package dev.flowtruth.platform.windows.layout;

/**
 * The system's own counters; source: {@code tcpmib.h} (MIB_TCPSTATS, MIB_TCPSTATS2), {@code
 * udpmib.h} (MIB_UDPSTATS, MIB_UDPSTATS2). What is read here is at the same place in the old
 * structure and in its wider successor.
 */
public final class Statistics {
  /** Room for the longest of them. */
  public static final int SIZE = 96;

  public static final int TCP_ACTIVE_OPENS = 16;
  public static final int TCP_PASSIVE_OPENS = 20;

  private Statistics() {}
}
