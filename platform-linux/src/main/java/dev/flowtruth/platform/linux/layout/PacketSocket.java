package dev.flowtruth.platform.linux.layout;

/**
 * Packet sockets and their ring of received packets, in host byte order.
 *
 * <p>Source: {@code linux/if_packet.h}, {@code linux/if_ether.h}.
 */
public final class PacketSocket {
  public static final int AF_PACKET = 17;
  public static final int SOL_PACKET = 263;

  // options
  public static final int PACKET_RX_RING = 5;
  public static final int PACKET_STATISTICS = 6;
  public static final int PACKET_VERSION = 10;

  public static final int TPACKET_V2 = 1;

  /** Every protocol: packets that leave are shown to nobody who asks for less. */
  public static final int ETH_P_ALL = 0x3;

  public static final int ETH_P_IP = 0x800;
  public static final int ETH_P_IPV6 = 0x86dd;

  /** {@code sll_pkttype} of what this host sends; on loopback the other sight of it is another. */
  public static final int PACKET_OUTGOING = 4;

  // struct sockaddr_ll
  public static final int ADDRESS_SIZE = 20;
  public static final int ADDRESS_FAMILY = 0;
  public static final int ADDRESS_PROTOCOL = 2;
  public static final int ADDRESS_INTERFACE = 4;

  // struct tpacket_req
  public static final int RING_SIZE = 16;
  public static final int RING_BLOCK_SIZE = 0;
  public static final int RING_BLOCKS = 4;
  public static final int RING_FRAME_SIZE = 8;
  public static final int RING_FRAMES = 12;

  // struct tpacket2_hdr, which a sockaddr_ll follows
  public static final int STATUS = 0;
  public static final int LENGTH = 8;
  public static final int NETWORK_OFFSET = 14;
  public static final int SECONDS = 16;
  public static final int NANOSECONDS = 20;
  public static final int HEADER_SIZE = 32;

  /** {@code tp_status}: the kernel may write here. */
  public static final int STATUS_KERNEL = 0;

  /** Bit of {@code tp_status}: a packet is there to be read. */
  public static final int STATUS_USER = 1;

  // struct tpacket_stats
  public static final int STATISTICS_SIZE = 8;
  public static final int STATISTICS_PACKETS = 0;
  public static final int STATISTICS_DROPS = 4;

  private PacketSocket() {}
}
