package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.util.List;

/**
 * A table of sockets, and where the kernel may serve it.
 *
 * @param protocol the protocol of its sockets; any raw one for raw sockets
 * @param requests the dumps of NETLINK_SOCK_DIAG that together are the table; empty when there is
 *     no diag for it
 * @param texts its files in {@code /proc/net}, IPv4 first
 */
record DiagTable(Protocol protocol, List<DiagRequest> requests, List<String> texts) {
  /** One walk of the kernel's table for both families: half the cost of two. */
  static final DiagTable TCP =
      new DiagTable(
          Protocol.TCP, List.of(DiagRequest.old(InetDiag.TCPDIAG_GETSOCK)), List.of("tcp", "tcp6"));

  static final DiagTable UDP = of(Protocol.UDP, 17, List.of("udp", "udp6"));
  static final DiagTable UDPLITE = of(Protocol.UDPLITE, 136, List.of("udplite", "udplite6"));
  static final DiagTable RAW = of(Protocol.raw(0), InetDiag.PROTOCOL_RAW, List.of("raw", "raw6"));

  /** {@code /proc/net/sctp} has columns of its own, which nothing here reads. */
  static final DiagTable SCTP = of(Protocol.SCTP, 132, List.of());

  /** Ping sockets have no diag at all. */
  static final DiagTable ICMP = new DiagTable(Protocol.ICMP, List.of(), List.of("icmp"));

  static final DiagTable ICMP6 = new DiagTable(Protocol.ICMP6, List.of(), List.of("icmp6"));

  static final List<DiagTable> ALL = List.of(TCP, UDP, UDPLITE, RAW, SCTP, ICMP, ICMP6);

  private static DiagTable of(Protocol protocol, int number, List<String> texts) {
    return new DiagTable(
        protocol,
        List.of(DiagRequest.of(Sockets.AF_INET, number), DiagRequest.of(Sockets.AF_INET6, number)),
        texts);
  }
}
