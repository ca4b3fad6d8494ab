package dev.flowtruth.cli.snapshot;

import dev.flowtruth.core.model.OpenSocket;
import java.util.List;

/**
 * What one provider saw.
 *
 * @param provider its id
 * @param sockets those that pass the filter
 */
record View(String provider, List<OpenSocket> sockets) {
  View {
    sockets = List.copyOf(sockets);
  }

  boolean hasInodes() {
    return sockets.stream().anyMatch(socket -> socket.inode() != 0);
  }

  boolean hasNamespaces() {
    return sockets.stream().anyMatch(socket -> socket.netns() != 0);
  }
}
