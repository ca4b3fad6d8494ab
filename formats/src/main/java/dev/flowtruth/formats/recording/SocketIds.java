package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.SocketId;
import java.util.Locale;

/** The kernel's identity as text and back. */
final class SocketIds {
  private SocketIds() {}

  /** True when the socket's other fields tell its identity, so that it need not be written. */
  static boolean isImplied(OpenSocket socket) {
    SocketId id = socket.id();
    return id.kind() == SocketId.Kind.COOKIE && id.qualifier().isEmpty()
        ? id.value() == socket.cookie() && id.value() != 0
        : id.equals(impliedBy(socket));
  }

  /** The identity that follows from a socket's other fields and need not be written. */
  static SocketId impliedBy(OpenSocket socket) {
    if (socket.cookie() != 0) {
      return SocketId.ofCookie(socket.cookie());
    }
    if (socket.inode() != 0) {
      return SocketId.ofInode(socket.inode());
    }
    return SocketId.ofTuple(socket.protocol(), socket.local(), socket.peer(), socket.netns());
  }

  /**
   * Parses {@link SocketId#toString()}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static SocketId parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2) {
      throw new IllegalArgumentException("not kind:value");
    }
    SocketId.Kind kind = SocketId.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
    long value = Long.parseUnsignedLong(parts[1]);
    return new SocketId(kind, value, parts.length == 3 ? parts[2] : "");
  }
}
