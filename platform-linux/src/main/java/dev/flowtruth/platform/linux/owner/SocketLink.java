package dev.flowtruth.platform.linux.owner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Decodes the target of a descriptor's link: {@code socket:[INODE]} ({@code sockfs_dname}). */
final class SocketLink {
  /** It is something else than a socket. */
  static final long NO_SOCKET = 0;

  private static final byte[] PREFIX = "socket:[".getBytes(StandardCharsets.US_ASCII);

  private SocketLink() {}

  /** The socket's inode, or {@link #NO_SOCKET}. */
  static long inode(ByteBuffer target, int length) {
    int last = length - 1;
    if (last <= PREFIX.length || target.get(last) != ']') {
      return NO_SOCKET;
    }
    for (int i = 0; i < PREFIX.length; i++) {
      if (target.get(i) != PREFIX[i]) {
        return NO_SOCKET;
      }
    }
    return number(target, last);
  }

  private static long number(ByteBuffer target, int end) {
    long value = 0;
    for (int i = PREFIX.length; i < end; i++) {
      int digit = target.get(i) - '0';
      if (digit < 0 || digit > 9 || value > Long.MAX_VALUE / 10 - 1) {
        return NO_SOCKET;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
