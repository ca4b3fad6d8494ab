package dev.flowtruth.core.model;

/**
 * A connection seen from nowhere in particular: protocol number, network namespace, and the
 * unordered pair of its endpoints. Both directions of a flow, and both sockets of a loopback
 * connection, have one key.
 *
 * @param protocolNumber IP protocol number, 0 when the tool that wrote the flow knew none
 * @param lower the endpoint that orders first
 * @param upper the other endpoint
 * @param netns inode number of the network namespace, 0 where the OS has none
 */
public record ConnectionKey(int protocolNumber, Endpoint lower, Endpoint upper, long netns) {
  public ConnectionKey {
    if (lower.compareTo(upper) > 0) {
      Endpoint swap = lower;
      lower = upper;
      upper = swap;
    }
  }

  /** The key of a socket's present endpoints. */
  public static ConnectionKey of(OpenSocket socket) {
    return new ConnectionKey(
        socket.protocol().number(), socket.local(), socket.peer(), socket.netns());
  }
}
