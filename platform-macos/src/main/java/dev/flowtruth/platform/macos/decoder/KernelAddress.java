package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.model.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Addresses as XNU keeps them: those of the scope of a link or an interface carry the interface's
 * index in their bytes 2 and 3, where every address on the wire has zeros.
 */
final class KernelAddress {
  private static final long SCOPE = 0x0000_ffff_0000_0000L;

  private KernelAddress() {}

  static IpAddress v4(ByteBuffer bytes, int offset) {
    return IpAddress.ofV4(Integer.reverseBytes(bytes.getInt(offset)));
  }

  static IpAddress v6(ByteBuffer bytes, int offset) {
    ByteBuffer network = bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
    long high = network.getLong(offset);
    IpAddress address = IpAddress.ofV6(high, network.getLong(offset + Long.BYTES));
    if (!address.isLinkLocal() && !isScopedMulticast(high)) {
      return address;
    }
    int index = (int) ((high & SCOPE) >>> 32);
    return IpAddress.ofV6(high & ~SCOPE, address.low()).withScope(index);
  }

  /** {@code ffx1::} and {@code ffx2::}: of an interface, of a link. */
  private static boolean isScopedMulticast(long high) {
    long scope = high >>> 48 & 0xf;
    return high >>> 56 == 0xff && (scope == 1 || scope == 2);
  }
}
