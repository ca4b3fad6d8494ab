package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.OpenSocket;

/** Where the sockets of a snapshot go, one after the other. */
public interface SocketSink {
  /**
   * A socket.
   *
   * @param provider id of the provider that saw it
   */
  void socket(String provider, OpenSocket socket);

  /** There are no more. */
  default void end() {}
}
