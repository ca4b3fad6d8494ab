package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.owner.SocketSearch.Found;
import java.util.List;

/**
 * A socket that a packet told of, and who held it then. Immutable.
 *
 * @param netns namespace
 * @param row the socket as it was looked up
 * @param accepted true when it answered a SYN
 * @param seenNanos when it was looked up, monotonic. It is not said that it sent the packet: that
 *     may have been one before it on the same port
 * @param holders who held it, one at least
 */
public record Finding(
    long netns, SocketRow row, boolean accepted, long seenNanos, List<Found> holders) {
  public Finding {
    holders = List.copyOf(holders);
  }

  public List<ProcessRef> processes() {
    return holders.stream().map(Found::process).toList();
  }

  /** When the last of the holders was read, monotonic ns. */
  public long readNanos() {
    return holders.stream().mapToLong(Found::readNanos).max().orElse(seenNanos);
  }
}
