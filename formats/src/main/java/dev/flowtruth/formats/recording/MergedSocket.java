package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.SocketId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An open socket as all files together know it. */
final class MergedSocket {
  /** The files that say it is open; none when all that knew it are at their end. */
  final Set<Integer> files = new HashSet<>();

  /** Under which it is registered. */
  final Set<SocketId> names = new HashSet<>();

  /** Wall-clock ns up to which a file that has left it knew it to be open. */
  long knownUntil = Long.MIN_VALUE;

  private OpenSocket socket;

  MergedSocket(OpenSocket socket) {
    this.socket = socket;
  }

  OpenSocket socket() {
    return socket;
  }

  OpenSocket become(OpenSocket now) {
    socket = now;
    return now;
  }

  /** Whether the kernel may call both one socket: a cookie that both know decides. */
  boolean mayBe(OpenSocket other) {
    boolean bothKnow = socket.cookie() != 0 && other.cookie() != 0;
    return !bothKnow || socket.cookie() == other.cookie();
  }

  /** Everything by which a file may identify the socket. */
  static List<SocketId> names(OpenSocket socket) {
    List<SocketId> names = new ArrayList<>(3);
    names.add(socket.id());
    if (socket.cookie() != 0) {
      names.add(SocketId.ofCookie(socket.cookie()));
    }
    if (socket.inode() != 0) {
      names.add(SocketId.ofInode(socket.inode()));
    }
    return names;
  }
}
