package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.platform.linux.decoder.SocketRow;

/** The best identity that a row has. */
final class SocketIds {
  private SocketIds() {}

  /**
   * Cookie, else inode, else the tuple.
   *
   * @param qualifier what makes cookies unique on this kernel, see {@link
   *     LinuxHost#cookieQualifier}
   */
  static SocketId of(SocketRow row, long netns, String qualifier) {
    if (row.cookie() != 0) {
      return new SocketId(SocketId.Kind.COOKIE, row.cookie(), qualifier);
    }
    return row.hasOwnInode()
        ? SocketId.ofInode(row.inode())
        : SocketId.ofTuple(row.protocol(), row.local(), row.peer(), netns);
  }
}
