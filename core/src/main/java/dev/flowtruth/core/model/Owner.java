package dev.flowtruth.core.model;

/**
 * A process that holds a socket, and as what.
 *
 * @param process who
 * @param role as what
 * @param used true when it is known to have sent or received on the socket (events tell; a poll
 *     never knows)
 */
public record Owner(ProcessRef process, Role role, boolean used) {
  /** A holder of whom nothing but the descriptor was seen. */
  public static Owner of(ProcessRef process, Role role) {
    return new Owner(process, role, false);
  }
}
