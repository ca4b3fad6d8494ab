package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.util.List;

/** A table of sockets that NETLINK_SOCK_DIAG may serve, and where else it is found. */
enum DiagTable {
  /** One walk of the table for both families: half the cost of two. */
  TCP(
      Protocol.TCP,
      List.of(DiagRequest.old(InetDiag.TCPDIAG_GETSOCK)),
      List.of("tcp", "tcp6")),
  UDP(Protocol.UDP, bothFamilies(Protocol.UDP.number()), List.of("udp", "udp6")),
  UDPLITE(
      Protocol.UDPLITE, bothFamilies(Protocol.UDPLITE.number()), List.of("udplite", "udplite6")),
  RAW(Protocol.raw(0), bothFamilies(InetDiag.PROTOCOL_RAW), List.of("raw", "raw6")),
  /** {@code /proc/net/sctp} has columns of its own, which nothing here reads. */
  SCTP(Protocol.SCTP, bothFamilies(Protocol.SCTP.number()), List.of()),
  /** Ping sockets have no diag at all. */
  ICMP(Protocol.ICMP, List.of(), List.of("icmp")),
  ICMP6(Protocol.ICMP6, List.of(), List.of("icmp6"));

  private final Protocol protocol;
  private final List<DiagRequest> requests;
  private final List<String> texts;

  DiagTable(Protocol protocol, List<DiagRequest> requests, List<String> texts) {
    this.protocol = protocol;
    this.requests = requests;
    this.texts = texts;
  }

  /** The protocol of its sockets; any raw one for raw sockets. */
  Protocol protocol() {
    return protocol;
  }

  /** The dumps that together are the table; empty when there is no diag for it. */
  List<DiagRequest> requests() {
    return requests;
  }

  /** Its files in {@code /proc/net}. */
  List<String> texts() {
    return texts;
  }

  private static List<DiagRequest> bothFamilies(int protocol) {
    return List.of(
        DiagRequest.of(Sockets.AF_INET, protocol), DiagRequest.of(Sockets.AF_INET6, protocol));
  }
}
