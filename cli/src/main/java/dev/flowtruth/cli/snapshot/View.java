package dev.flowtruth.cli.snapshot;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.spi.Capability;
import java.util.List;
import java.util.Set;

/**
 * What one provider saw.
 *
 * @param provider its id
 * @param sees what it can see with the rights at hand
 * @param sockets those that pass the filter
 */
record View(String provider, Set<Capability> sees, List<OpenSocket> sockets) {
  View {
    sees = Set.copyOf(sees);
    sockets = List.copyOf(sockets);
  }

  boolean hasInodes() {
    return sockets.stream().anyMatch(socket -> socket.inode() != 0);
  }

  boolean hasNamespaces() {
    return sockets.stream().anyMatch(socket -> socket.netns() != 0);
  }

  boolean sees(Capability capability) {
    return sees.contains(capability);
  }
}
