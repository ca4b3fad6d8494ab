package dev.flowtruth.workload;

import java.net.StandardProtocolFamily;
import java.util.Locale;

/** A kind of client socket: protocol, address family, and whether it has a peer of its own. */
public enum Kind {
  TCP4(6, StandardProtocolFamily.INET, false, Shape.CONNECTED),
  TCP6(6, StandardProtocolFamily.INET6, true, Shape.CONNECTED),
  /** An IPv6 socket that speaks IPv4 by v4-mapped addresses; so does the server's end. */
  TCP_MAPPED(6, StandardProtocolFamily.INET6, false, Shape.CONNECTED),
  /** A process that connects to itself over loopback. */
  TCP_SELF(6, StandardProtocolFamily.INET, false, Shape.SELF),
  UDP_CONNECTED(17, StandardProtocolFamily.INET, false, Shape.CONNECTED),
  UDP6_CONNECTED(17, StandardProtocolFamily.INET6, true, Shape.CONNECTED),
  UDP_MAPPED(17, StandardProtocolFamily.INET6, false, Shape.CONNECTED),
  UDP_UNCONNECTED(17, StandardProtocolFamily.INET, false, Shape.UNCONNECTED),
  UDP6_UNCONNECTED(17, StandardProtocolFamily.INET6, true, Shape.UNCONNECTED),
  /** One unconnected socket that sends to all of the server's UDP ports. */
  UDP_ONE_TO_MANY(17, StandardProtocolFamily.INET, false, Shape.MANY);

  /** How a socket is tied to its peers. */
  enum Shape {
    CONNECTED,
    SELF,
    UNCONNECTED,
    MANY
  }

  private final int protocol;
  private final StandardProtocolFamily family;
  private final boolean toV6;
  private final Shape shape;

  Kind(int protocol, StandardProtocolFamily family, boolean toV6, Shape shape) {
    this.protocol = protocol;
    this.family = family;
    this.toV6 = toV6;
    this.shape = shape;
  }

  /** IP protocol number: 6 or 17. */
  public int protocol() {
    return protocol;
  }

  /** The name in arguments and truth: {@code tcp4}, {@code udp-one-to-many}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind behind a {@link #label()}.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Kind ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  StandardProtocolFamily family() {
    return family;
  }

  boolean toV6() {
    return toV6;
  }

  Shape shape() {
    return shape;
  }

  boolean needsV6Socket() {
    return family == StandardProtocolFamily.INET6;
  }
}
