package dev.flowtruth.core.model;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An IP address of either family in 128 bits, with the scope id that IPv6 link-local addresses
 * need.
 *
 * <p>IPv4 is kept in its v4-mapped form, so {@code ::ffff:10.0.0.1} and {@code 10.0.0.1} are one
 * value: a dual-stack socket's address equals the one in an IPv4 packet. Text is parsed without any
 * name lookup.
 *
 * @param high the first 64 bits in network order
 * @param low the last 64 bits in network order
 * @param scope interface index of a link-local IPv6 address; 0 when there is none or it is unknown
 */
public record IpAddress(long high, long low, int scope) implements Comparable<IpAddress> {
  /** {@code 0.0.0.0} */
  public static final IpAddress ANY_V4 = ofV4(0);

  /** {@code ::} */
  public static final IpAddress ANY_V6 = new IpAddress(0, 0, 0);

  private static final long V4_MAPPED = 0xffffL << 32;

  public IpAddress {
    if (scope != 0 && !isLinkLocal(high)) {
      scope = 0;
    }
  }

  /** Written out, as it is asked for each event; see {@link SocketId#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address
        && low == address.low
        && high == address.high
        && scope == address.scope;
  }

  @Override
  public int hashCode() {
    return Long.hashCode((31 * high + low) * 31 + scope);
  }

  /** An IPv4 address from its 32 bits in network order. */
  public static IpAddress ofV4(int bits) {
    return new IpAddress(0, V4_MAPPED | (bits & 0xffff_ffffL), 0);
  }

  /** An IPv6 address without a scope; a v4-mapped one becomes the IPv4 address. */
  public static IpAddress ofV6(long high, long low) {
    return new IpAddress(high, low, 0);
  }

  /**
   * An address from 4 or 16 bytes in network order.
   *
   * @throws IllegalArgumentException for any other length
   */
  public static IpAddress ofBytes(byte[] bytes) {
    if (bytes.length == 4) {
      return ofV4((int) bits(bytes, 0, 4));
    }
    if (bytes.length == 16) {
      return ofV6(bits(bytes, 0, 8), bits(bytes, 8, 8));
    }
    throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
  }

  /** The same address as the JDK's class holds it. */
  public static IpAddress of(InetAddress address) {
    IpAddress bare = ofBytes(address.getAddress());
    return address instanceof Inet6Address six ? bare.withScope(six.getScopeId()) : bare;
  }

  /**
   * Parses {@code 10.0.0.1}, {@code fe80::1}, {@code fe80::1%2} or {@code ::ffff:10.0.0.1}.
   *
   * @throws IllegalArgumentException when the text is no address; the scope must be a number
   */
  public static IpAddress parse(String text) {
    return AddressText.parse(text);
  }

  /** The same address on another interface; ignored unless it is link-local IPv6. */
  public IpAddress withScope(int newScope) {
    return newScope == scope ? this : new IpAddress(high, low, newScope);
  }

  public IpAddress withoutScope() {
    return withScope(0);
  }

  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xffffL;
  }

  /** {@code 0.0.0.0} or {@code ::}: not bound to one address. */
  public boolean isWildcard() {
    return high == 0 && (low == 0 || low == V4_MAPPED);
  }

  /** IPv6 {@code fe80::/10}: the same address may exist on several interfaces. */
  public boolean isLinkLocal() {
    return isLinkLocal(high);
  }

  public boolean isLoopback() {
    return isV4() ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
  }

  /** IPv4 {@code 224.0.0.0/4} or IPv6 {@code ff00::/8}. */
  public boolean isMulticast() {
    return isV4() ? (low >>> 28 & 0xf) == 0xe : high >>> 56 == 0xff;
  }

  /** The 32 bits of an IPv4 address in network order. */
  public int v4Bits() {
    return (int) low;
  }

  /** 4 bytes for IPv4, 16 for IPv6, in network order. */
  public byte[] toBytes() {
    byte[] bytes = new byte[isV4() ? 4 : 16];
    int half = bytes.length / 2;
    for (int i = 0; i < bytes.length; i++) {
      long word = isV4() || i >= half ? low : high;
      bytes[i] = (byte) (word >>> 8 * ((bytes.length - 1 - i) & 7));
    }
    return bytes;
  }

  /** Orders as the bytes do, unsigned, then by scope; every IPv4 address before most of IPv6. */
  @Override
  public int compareTo(IpAddress other) {
    int order = Long.compareUnsigned(high, other.high);
    if (order == 0) {
      order = Long.compareUnsigned(low, other.low);
    }
    return order == 0 ? Integer.compare(scope, other.scope) : order;
  }

  /** RFC 5952 text, with {@code %scope} where there is one. */
  @Override
  public String toString() {
    return AddressText.format(this);
  }

  private static boolean isLinkLocal(long high) {
    return high >>> 54 == 0x3fa;
  }

  private static long bits(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | bytes[from + i] & 0xff;
    }
    return value;
  }
}
