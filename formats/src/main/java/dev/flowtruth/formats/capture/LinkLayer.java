package dev.flowtruth.formats.capture;

/**
 * Finds the IP header behind a link-layer header.
 *
 * <p>Source: the LINKTYPE_ registry of tcpdump.org and the layouts it names.
 */
final class LinkLayer {
  /** No IP in it, or a link type that is not known. */
  static final int NOT_IP = -1;

  /** Cut off within the header. */
  static final int CUT = -2;

  static final int NULL = 0;
  static final int ETHERNET = 1;
  static final int PPP = 9;
  static final int RAW_BSD = 12;
  static final int RAW_OPENBSD = 14;
  static final int PPP_HDLC = 50;
  static final int RAW = 101;
  static final int LOOP = 108;
  static final int SLL = 113;

  /** What macOS writes for {@link #PKTAP}, and others for what they like. */
  static final int USER2 = 149;

  static final int IPV4 = 228;
  static final int IPV6 = 229;
  static final int PKTAP = 258;
  static final int SLL2 = 276;

  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86DD;
  private static final int TYPE_PPPOE = 0x8864;
  private static final int MOST_TAGS = 8;
  private static final int PPP_IPV4 = 0x21;
  private static final int PPP_IPV6 = 0x57;
  private static final int PPP_ADDRESS = 0xff;

  private LinkLayer() {}

  /** True when packets of this link type are understood. */
  static boolean knows(int linkType) {
    return switch (linkType) {
      case NULL,
          ETHERNET,
          PPP,
          RAW_BSD,
          RAW_OPENBSD,
          PPP_HDLC,
          RAW,
          LOOP,
          SLL,
          IPV4,
          IPV6,
          PKTAP,
          USER2,
          SLL2 ->
          true;
      default -> false;
    };
  }

  /**
   * Index of the IP header of the packet in {@code [from, to)}, {@link #NOT_IP} or {@link #CUT}.
   */
  static int ip(byte[] data, int from, int to, int linkType) {
    return switch (linkType) {
      case ETHERNET -> byType(data, from + 12, to);
      case SLL -> byType(data, from + 14, to);
      case SLL2 -> to - from < 20 ? CUT : byType(data, from, from + 20, to);
      case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> bare(data, from, to);
      case NULL, LOOP -> bare(data, from + 4, to); // the family's number differs from OS to OS
      case PPP, PPP_HDLC -> ppp(data, from, to);
      case PKTAP -> pktap(data, from, to, CUT);
      case USER2 -> pktap(data, from, to, NOT_IP);
      default -> NOT_IP;
    };
  }

  /** The type stands right before what it is the type of. */
  private static int byType(byte[] data, int typeAt, int to) {
    return byType(data, typeAt, typeAt + 2, to);
  }

  private static int byType(byte[] data, int typeAt, int next, int to) {
    int type = next > to ? 0 : Endian.BIG.u16(data, typeAt);
    int at = next;
    for (int tags = 0; isTag(type) && tags < MOST_TAGS; tags++) {
      at += 4;
      type = at > to ? 0 : Endian.BIG.u16(data, at - 2);
    }
    if (at > to) {
      return CUT;
    }
    return switch (type) {
      case TYPE_IPV4, TYPE_IPV6 -> at;
      case TYPE_PPPOE -> ppp(data, at + 6, to);
      default -> NOT_IP;
    };
  }

  /** VLAN and QinQ. */
  private static boolean isTag(int type) {
    return type == 0x8100 || type == 0x88A8 || type == 0x9100 || type == 0x9200;
  }

  private static int ppp(byte[] data, int from, int to) {
    if (from + 2 > to) {
      return CUT;
    }
    int at = (data[from] & 0xff) == PPP_ADDRESS ? from + 2 : from;
    if (at + 2 > to) {
      return CUT;
    }
    int protocol = Endian.BIG.u16(data, at);
    return protocol == PPP_IPV4 || protocol == PPP_IPV6 ? at + 2 : NOT_IP;
  }

  private static int bare(byte[] data, int from, int to) {
    if (from >= to) {
      return CUT;
    }
    int version = data[from] >> 4 & 0xf;
    return version == 4 || version == 6 ? from : NOT_IP;
  }

  private static int pktap(byte[] data, int from, int to, int otherwise) {
    Pktap header = Pktap.read(data, from, to);
    if (header == null) {
      return otherwise;
    }
    return header.linkType() == PKTAP || header.linkType() == USER2
        ? NOT_IP
        : ip(data, header.next(), to, header.linkType());
  }
}
