package dev.flowtruth.platform.linux.layout;

/**
 * Headers of IP, TCP and UDP, in network byte order; what is named V4 or V6 counts from the
 * beginning of that header.
 *
 * <p>Source: RFC 791, RFC 8200, RFC 9293, RFC 768.
 */
public final class IpHeaders {
  // protocol numbers, as IPv4's protocol or IPv6's next header
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int HOP_BY_HOP = 0;
  public static final int ROUTING = 43;
  public static final int FRAGMENT = 44;
  public static final int DESTINATION_OPTIONS = 60;

  public static final int V4_FRAGMENT = 6;
  public static final int V4_FRAGMENT_OFFSET = 0x1fff;
  public static final int V4_PROTOCOL = 9;
  public static final int V4_SOURCE = 12;
  public static final int V4_DESTINATION = 16;
  public static final int V4_SIZE = 20;

  public static final int V6_NEXT = 6;
  public static final int V6_SOURCE = 8;
  public static final int V6_DESTINATION = 24;
  public static final int V6_SIZE = 40;

  // IPv6's extension headers: the number of the next one; and of all but the one of a fragment the
  // length, in units of 8 bytes without the first
  public static final int EXTENSION_NEXT = 0;
  public static final int EXTENSION_LENGTH = 1;

  // IPv6's header of a fragment
  public static final int V6_FRAGMENT = 2;
  public static final int V6_FRAGMENT_OFFSET = 0xfff8;
  public static final int FRAGMENT_SIZE = 8;

  // TCP and UDP
  public static final int SOURCE_PORT = 0;
  public static final int DESTINATION_PORT = 2;
  public static final int PORTS_SIZE = 4;
  public static final int TCP_FLAGS = 13;
  public static final int TCP_SYN = 0x02;
  public static final int TCP_ACK = 0x10;

  private IpHeaders() {}
}
