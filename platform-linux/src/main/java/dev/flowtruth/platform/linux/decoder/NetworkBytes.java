package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Ports and addresses, which are in network byte order in a buffer of the host's. */
final class NetworkBytes {
  private NetworkBytes() {}

  static int port(ByteBuffer buffer, int offset) {
    return (buffer.get(offset) & 0xff) << 8 | buffer.get(offset + 1) & 0xff;
  }

  static IpAddress v4(ByteBuffer buffer, int offset) {
    int bits = buffer.getInt(offset);
    return IpAddress.ofV4(isLittle(buffer) ? Integer.reverseBytes(bits) : bits);
  }

  static IpAddress v6(ByteBuffer buffer, int offset, int scope) {
    return new IpAddress(word(buffer, offset), word(buffer, offset + 8), scope);
  }

  static long word(ByteBuffer buffer, int offset) {
    long bits = buffer.getLong(offset);
    return isLittle(buffer) ? Long.reverseBytes(bits) : bits;
  }

  private static boolean isLittle(ByteBuffer buffer) {
    return buffer.order() == ByteOrder.LITTLE_ENDIAN;
  }
}
