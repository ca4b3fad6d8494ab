package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who holds which inode: what the socket books ask. */
interface OwnerSearch extends AutoCloseable {
  /** Looks for the holders of the sockets in these books. */
  void pass(Iterable<SocketBook> books, Look look);

  /** Those who hold an inode, as far as known; the same list comes again while nothing changed. */
  List<ProcessRef> holders(long inode);

  /** What is known of an inode that these hold, and how well it was searched for. */
  OwnershipRule.Search search(long inode, List<ProcessRef> holders);

  /** Notes when a socket's owners were last read, before its descriptors are forgotten. */
  void freeze(KnownSocket socket);

  /** When the owner's descriptor was last read. */
  long lastReadNanos(OpenSocket socket, Owner owner, @Nullable KnownSocket known);

  /** Processes that ended while they were looked up. */
  long vanished();

  @Override
  void close();
}
