package dev.flowtruth.core.model;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The protocol of a socket or a flow: an IP protocol number, and whether the socket is a raw one.
 *
 * <p>A raw socket of protocol 6 sees TCP segments but owns no TCP connection, so it is never equal
 * to {@link #TCP}.
 *
 * @param number IP protocol number, 0 to 255 (IANA "Assigned Internet Protocol Numbers")
 * @param raw true for a raw socket
 */
public record Protocol(int number, boolean raw) {
  public static final Protocol ICMP = new Protocol(1, false);
  public static final Protocol TCP = new Protocol(6, false);
  public static final Protocol UDP = new Protocol(17, false);
  public static final Protocol ICMP6 = new Protocol(58, false);
  public static final Protocol SCTP = new Protocol(132, false);
  public static final Protocol UDPLITE = new Protocol(136, false);

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "icmp",
          1,
          "tcp",
          6,
          "udp",
          17,
          "icmp6",
          58,
          "icmpv6",
          58,
          "ipv6-icmp",
          58,
          "sctp",
          132,
          "udplite",
          136);

  public Protocol {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("IP protocol number out of 0..255: " + number);
    }
  }

  /** The protocol of an IP header's number, not raw. */
  public static Protocol of(int number) {
    return switch (number) {
      case 1 -> ICMP;
      case 6 -> TCP;
      case 17 -> UDP;
      case 58 -> ICMP6;
      case 132 -> SCTP;
      case 136 -> UDPLITE;
      default -> new Protocol(number, false);
    };
  }

  /** A raw socket that was opened for this IP protocol number. */
  public static Protocol raw(int number) {
    return new Protocol(number, true);
  }

  /**
   * The number behind a protocol's name as people write it ({@code tcp}, {@code ipv6-icmp}, ...).
   */
  public static OptionalInt numberOf(String name) {
    Integer number = NUMBERS.get(name.toLowerCase(Locale.ROOT));
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** True for TCP and SCTP: sockets that have a peer of their own once they carry data. */
  public boolean isConnectionOriented() {
    return !raw && (number == 6 || number == 132);
  }

  /** True when the protocol's packets carry port numbers. */
  public boolean hasPorts() {
    return !raw && (number == 6 || number == 17 || number == 132 || number == 136);
  }

  /** True for ICMP and ICMPv6, raw or not. */
  public boolean isIcmp() {
    return number == 1 || number == 58;
  }

  /** The name in every output: {@code tcp}, {@code raw}, ...; {@code ip-N} where there is none. */
  public String label() {
    if (raw) {
      return "raw";
    }
    return switch (number) {
      case 1 -> "icmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 58 -> "icmp6";
      case 132 -> "sctp";
      case 136 -> "udplite";
      default -> "ip-" + number;
    };
  }

  @Override
  public String toString() {
    return raw ? "raw/" + number : label();
  }
}
