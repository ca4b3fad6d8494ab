package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What a packet's headers say of the flow that it belongs to.
 *
 * @param protocol IP protocol number, negative when it is not known
 * @param source who sent it; port 0 where the protocol has none
 * @param destination for whom it is
 * @param icmpType type of the message, -1 when unknown or not ICMP
 * @param icmpCode code of the message, -1 likewise
 * @param tcpFlags of a segment, 0 when unknown or not TCP
 * @param tcpSequence number of a segment's first byte
 */
record PacketKey(
    int protocol,
    Endpoint source,
    Endpoint destination,
    int icmpType,
    int icmpCode,
    int tcpFlags,
    int tcpSequence) {

  /** Not IP: ARP and the like, or a link type that is not known. */
  static final PacketKey NOT_IP = new PacketKey(-1, Endpoint.NONE, Endpoint.NONE, -1, -1, 0, 0);

  /** IP, but cut off before its ports, or a fragment whose first one is not there. */
  static final PacketKey CUT = new PacketKey(-2, Endpoint.NONE, Endpoint.NONE, -1, -1, 0, 0);

  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int ICMP = 1;
  private static final int[] ANSWERS = {0, 14, 18};
  private static final int[] REQUESTS = {8, 13, 17};
  private static final int ECHO_REQUEST_6 = 128;
  private static final int ECHO_REPLY_6 = 129;

  /** True when its ends are known. */
  boolean isKnown() {
    return protocol >= 0;
  }

  boolean isCut() {
    return protocol == CUT.protocol;
  }

  boolean isTcp() {
    return protocol == TCP;
  }

  /** True for a packet that begins a connection. */
  boolean opens() {
    return (tcpFlags & (SYN | ACK)) == SYN;
  }

  /**
   * True for a segment that opens another connection than the one that a former segment opened.
   *
   * @param opening the former one, null when it was not read
   */
  boolean opensAnother(@Nullable PacketKey opening) {
    boolean repeats =
        opening != null && opening.tcpSequence == tcpSequence && opening.source.equals(source);
    return opens() && !repeats;
  }

  /** The type of the question that this message answers, -1 when it answers none. */
  int questionType() {
    if (!Protocol.of(protocol).isIcmp()) {
      return -1;
    }
    if (protocol != ICMP) {
      return icmpType == ECHO_REPLY_6 ? ECHO_REQUEST_6 : -1;
    }
    for (int i = 0; i < ANSWERS.length; i++) {
      if (icmpType == ANSWERS[i]) {
        return REQUESTS[i];
      }
    }
    return -1;
  }
}
