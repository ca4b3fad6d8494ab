package dev.flowtruth.core.spi;

import java.util.Locale;

/** Something that a provider sees, or can do. What it does not declare it does not see. */
public enum Capability {
  TCP("TCP sockets"),
  UDP("UDP sockets"),
  /** Where it is missing, a connected UDP socket looks like an unconnected one. */
  UDP_PEERS("the peer of a connected UDP socket"),
  UDPLITE("UDP-Lite sockets"),
  SCTP("SCTP sockets"),
  RAW("raw sockets"),
  ICMP("ICMP (ping) sockets"),
  /** A stream of events that misses no socket, however short its life. */
  EVENTS("every opening and closing, as an event"),
  /** The end of sockets that no look ever saw is reported. */
  DESTROY_EVENTS("the end of every socket, as an event"),
  /** Sockets carry the kernel's own identity, so port reuse is told apart. */
  SOCKET_IDENTITY("the kernel's identity of a socket"),
  CREATION_TIME("when a socket was created"),
  /** All processes that hold a socket are listed, not one of them. */
  SHARED_OWNERS("every process that holds a socket"),
  OTHER_USERS("owners of other users' sockets"),
  OTHER_NAMESPACES("other network namespaces"),
  KERNEL_OWNERS("sockets of the kernel itself"),
  TIME_WAIT("sockets in TIME_WAIT"),
  TRANSLATIONS("address translation (NAT)"),
  BYTE_COUNTS("bytes sent and received by a socket"),
  /** Rights that are needed to start only can be given up. */
  DROP_RIGHTS("giving up rights after the start");

  private final String words;

  Capability(String words) {
    this.words = words;
  }

  /** What it is, for people. */
  public String words() {
    return words;
  }

  /** The name in every output: {@code destroy_events}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
