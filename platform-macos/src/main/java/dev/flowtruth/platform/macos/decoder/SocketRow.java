package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;

/**
 * A socket as one descriptor showed it.
 *
 * @param so the socket's address in the kernel, 0 when it is not told
 * @param generation the number of its protocol control block, which is never given twice; 0 when it
 *     is not told
 * @param peer {@link Endpoint#isNone() none} when it has no peer of its own
 * @param v6Only true for an IPv6 socket that does not speak IPv4
 */
public record SocketRow(
    long so,
    long generation,
    Protocol protocol,
    Endpoint local,
    Endpoint peer,
    SocketState state,
    boolean v6Only) {
  /** True when protocol and endpoints are the same. */
  public boolean hasTupleOf(SocketRow other) {
    return protocol.equals(other.protocol) && local.equals(other.local) && peer.equals(other.peer);
  }
}
