package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.IpAddress;

/**
 * A block of addresses.
 *
 * @param network any address in it; a scope must be met too
 * @param prefixLength how many leading bits are its own, counted in 32 or 128
 */
public record Cidr(IpAddress network, int prefixLength) {
  /**
   * Parses {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    IpAddress network = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    int width = network.isV4() ? 32 : 128;
    int length = slash < 0 ? width : length(text.substring(slash + 1));
    if (length > width) {
      throw new IllegalArgumentException("prefix length above " + width + ": '" + text + "'");
    }
    return new Cidr(network, length);
  }

  private static int length(String digits) {
    if (!digits.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("not a prefix length: '" + digits + "'");
    }
    return Integer.parseInt(digits);
  }

  /** True when the address is in the block; families never mix. */
  public boolean contains(IpAddress address) {
    if (address.isV4() != network.isV4()) {
      return false;
    }
    if (network.scope() != 0 && network.scope() != address.scope()) {
      return false;
    }
    int bits = network.isV4() ? prefixLength + 96 : prefixLength;
    long highMask = mask(Math.min(bits, 64));
    long lowMask = mask(Math.max(bits - 64, 0));
    return ((address.high() ^ network.high()) & highMask) == 0
        && ((address.low() ^ network.low()) & lowMask) == 0;
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << 64 - bits;
  }
}
