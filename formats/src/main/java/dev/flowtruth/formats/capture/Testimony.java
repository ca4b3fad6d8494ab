package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;

/**
 * What a packet says of the process at one of its ends.
 *
 * @param protocol of the socket
 * @param local that end
 * @param peer the other one
 * @param process who is there
 * @param role what the packet shows of it: who opens a connection, who is opened to
 */
record Testimony(
    Protocol protocol, Endpoint local, Endpoint peer, NamedProcess process, Role role) {
  /** Of the end that sent the packet. */
  static Testimony ofSource(PacketKey key, NamedProcess process) {
    Role role = key.opens() ? Role.CREATOR : Role.HOLDER;
    return new Testimony(
        Protocol.of(key.protocol()), key.source(), key.destination(), process, role);
  }

  /** Of the end that got it. */
  static Testimony ofDestination(PacketKey key, NamedProcess process) {
    Role role = key.opens() ? Role.ACCEPTOR : Role.HOLDER;
    return new Testimony(
        Protocol.of(key.protocol()),
        /* local= */ key.destination(),
        /* peer= */ key.source(),
        process,
        role);
  }
}
