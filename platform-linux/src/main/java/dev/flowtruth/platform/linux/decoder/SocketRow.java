package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;

/**
 * One row of a socket table.
 *
 * @param protocol protocol
 * @param local local endpoint; port 0 where the protocol has none
 * @param peer remote endpoint, {@link Endpoint#isNone() none} when it has no peer
 * @param state state
 * @param remains true for what is left of a socket in TIME_WAIT, which nobody can hold
 * @param inode inode number, 0 when no process can hold it (yet, or any more)
 * @param cookie socket cookie, 0 where the table has none, and of an SCTP association, which has
 *     but its socket's
 * @param uid user id
 * @param v6Only true for an IPv6 socket that never speaks IPv4, as far as the table tells
 * @param boundInterface interface index, 0 when none or where the table has none
 */
public record SocketRow(
    Protocol protocol,
    Endpoint local,
    Endpoint peer,
    SocketState state,
    boolean remains,
    long inode,
    long cookie,
    int uid,
    boolean v6Only,
    int boundInterface) {

  /** True when the inode is this row's alone, so that it identifies it. */
  public boolean hasOwnInode() {
    return inode != 0 && !(protocol.equals(Protocol.SCTP) && cookie == 0);
  }

  public boolean hasTupleOf(SocketRow other) {
    return protocol.equals(other.protocol) && local.equals(other.local) && peer.equals(other.peer);
  }
}
