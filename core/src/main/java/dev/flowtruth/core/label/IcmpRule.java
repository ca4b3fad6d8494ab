package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of ICMP without looking a socket up: the kernel answers requests and reports errors
 * by itself, so a process can only be at the end that sends a request.
 *
 * <p>A raw socket sees every ICMP packet, and a ping socket without a peer may have sent any, so
 * where the type is unknown neither proves anything: the flow may be the kernel's own (errors,
 * neighbour discovery).
 */
final class IcmpRule {
  /** Echo, timestamp and address mask requests; echo request of ICMPv6. */
  private static final Set<Integer> REQUESTS = Set.of(8, 13, 17);

  private static final int ECHO_REQUEST_6 = 128;
  private static final int UNKNOWN = -1;

  private IcmpRule() {}

  /** True when only the kernel can be at this end. */
  static boolean isKernels(End end) {
    if (!end.protocol().isIcmp() || end.flow().icmpType() == UNKNOWN) {
      return false;
    }
    return !isRequest(end) || !end.isSource();
  }

  /** The label where nothing but sockets without a peer fit and the type is unknown; else null. */
  static @Nullable Label provesNothing(End end, List<Candidate> candidates) {
    boolean unproven =
        end.protocol().isIcmp()
            && end.flow().icmpType() == UNKNOWN
            && candidates.stream().allMatch(IcmpRule::isWithoutPeer);
    return unproven ? Label.none(Reason.AMBIGUOUS, OwnerChoice.owners(end, candidates)) : null;
  }

  private static boolean isRequest(End end) {
    int type = end.flow().icmpType();
    return end.protocol().number() == 1 ? REQUESTS.contains(type) : type == ECHO_REQUEST_6;
  }

  private static boolean isWithoutPeer(Candidate candidate) {
    return candidate.history().sockets.peerAddress(candidate.row()).isWildcard();
  }
}
