package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.SocketId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sockets whose end one file has told, so that another file which tells of them later adds no
 * second life. Only identities that the kernel does not use again soon count.
 */
final class RecentlyClosed {
  private static final int KEPT = 65_536;

  /**
   * A life that was told.
   *
   * @param file by which file
   * @param owned true when its owner was known
   */
  private record Life(int file, boolean owned) {}

  private final Map<SocketId, Life> lives = new LinkedHashMap<>();

  void add(int file, OpenSocket socket) {
    SocketId name = lasting(socket);
    if (name != null) {
      lives.put(name, new Life(file, socket.ownership().isKnown()));
      if (lives.size() > KEPT) {
        lives.remove(lives.keySet().iterator().next());
      }
    }
  }

  /** True when another file told of this socket's life, and this one has no owner to add. */
  boolean tellsAll(int file, OpenSocket socket) {
    SocketId name = lasting(socket);
    Life life = name == null ? null : lives.get(name);
    return life != null && life.file() != file && (life.owned() || !socket.ownership().isKnown());
  }

  private static @Nullable SocketId lasting(OpenSocket socket) {
    if (socket.cookie() != 0) {
      return SocketId.ofCookie(socket.cookie());
    }
    return socket.inode() == 0 ? null : SocketId.ofInode(socket.inode());
  }
}
