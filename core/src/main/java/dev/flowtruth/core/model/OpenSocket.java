package dev.flowtruth.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A socket as one look found it: identity, endpoints, state and owners.
 *
 * <p>Sources hand out the same instance again while nothing about the socket changed, so that
 * comparing two looks is mostly comparing references.
 *
 * @param id the kernel's identity
 * @param protocol protocol
 * @param local local endpoint, wildcard where it is not bound to an address
 * @param peer remote endpoint, {@link Endpoint#isNone() none} when it has no peer of its own
 * @param state state
 * @param netns inode number of the network namespace, 0 where the OS has none
 * @param inode inode number, 0 when unknown
 * @param cookie socket cookie, 0 when unknown
 * @param uid user id that the kernel keeps with the socket, -1 when unknown
 * @param v6Only true for an IPv6 socket that never speaks IPv4
 * @param boundInterface index of the interface that it is bound to, 0 when none
 * @param openedNanos wall-clock time of its creation in ns since the epoch, {@link
 *     ProcessRef#UNKNOWN} when the OS does not tell
 * @param ownership who holds it
 */
public record OpenSocket(
    SocketId id,
    Protocol protocol,
    Endpoint local,
    Endpoint peer,
    SocketState state,
    long netns,
    long inode,
    long cookie,
    int uid,
    boolean v6Only,
    int boundInterface,
    long openedNanos,
    Ownership ownership) {

  /** True when it listens, or is connectionless and has no peer of its own. */
  public boolean isUnconnected() {
    return peer.isNone();
  }

  public boolean isListening() {
    return state == SocketState.LISTEN;
  }

  /** The same socket with other owners. */
  public OpenSocket withOwnership(Ownership other) {
    return new OpenSocket(
        id,
        protocol,
        local,
        peer,
        state,
        netns,
        inode,
        cookie,
        uid,
        v6Only,
        boundInterface,
        openedNanos,
        other);
  }

  /** True when protocol, endpoints, namespace and binding are the same. */
  public boolean hasTupleOf(OpenSocket other) {
    return protocol.equals(other.protocol)
        && local.equals(other.local)
        && peer.equals(other.peer)
        && netns == other.netns;
  }

  /** A builder that starts as this socket. */
  public Builder toBuilder() {
    return new Builder(protocol, local, peer)
        .id(id)
        .state(state)
        .netns(netns)
        .inode(inode)
        .cookie(cookie)
        .uid(uid)
        .v6Only(v6Only)
        .boundInterface(boundInterface)
        .openedNanos(openedNanos)
        .ownership(ownership);
  }

  public static Builder builder(Protocol protocol, Endpoint local, Endpoint peer) {
    return new Builder(protocol, local, peer);
  }

  /** Collects what a source says of a socket. Not thread-safe. */
  public static final class Builder {
    private final Protocol protocol;
    private Endpoint local;
    private Endpoint peer;
    private @Nullable SocketId id;
    private SocketState state = SocketState.UNKNOWN;
    private long netns;
    private long inode;
    private long cookie;
    private int uid = -1;
    private boolean v6Only;
    private int boundInterface;
    private long openedNanos = ProcessRef.UNKNOWN;
    private Ownership ownership = Ownership.UNSEEN;

    private Builder(Protocol protocol, Endpoint local, Endpoint peer) {
      this.protocol = protocol;
      this.local = local;
      this.peer = peer;
    }

    public Builder id(SocketId value) {
      id = value;
      return this;
    }

    public Builder local(Endpoint value) {
      local = value;
      return this;
    }

    public Builder peer(Endpoint value) {
      peer = value;
      return this;
    }

    public Builder state(SocketState value) {
      state = value;
      return this;
    }

    public Builder netns(long value) {
      netns = value;
      return this;
    }

    public Builder inode(long value) {
      inode = value;
      return this;
    }

    public Builder cookie(long value) {
      cookie = value;
      return this;
    }

    public Builder uid(int value) {
      uid = value;
      return this;
    }

    public Builder v6Only(boolean value) {
      v6Only = value;
      return this;
    }

    public Builder boundInterface(int value) {
      boundInterface = value;
      return this;
    }

    public Builder openedNanos(long value) {
      openedNanos = value;
      return this;
    }

    public Builder ownership(Ownership value) {
      ownership = value;
      return this;
    }

    /** The socket; without an identity it gets the best that is known: cookie, inode, tuple. */
    public OpenSocket build() {
      return new OpenSocket(
          id != null ? id : bestId(),
          protocol,
          local,
          peer,
          state,
          netns,
          inode,
          cookie,
          uid,
          v6Only,
          boundInterface,
          openedNanos,
          ownership);
    }

    private SocketId bestId() {
      if (cookie != 0) {
        return SocketId.ofCookie(cookie);
      }
      return inode != 0 ? SocketId.ofInode(inode) : SocketId.ofTuple(protocol, local, peer, netns);
    }
  }
}
