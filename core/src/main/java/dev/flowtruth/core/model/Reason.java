package dev.flowtruth.core.model;

import java.util.Locale;

/**
 * Why there is no single owner. The order is the precedence: when several apply, the first one is
 * the answer.
 */
public enum Reason {
  /** The row of the flow file cannot be parsed. */
  BAD_ROW,
  /** ARP, IGMP, protocol 0, ...: nothing that a socket of a process carries. */
  NOT_A_SOCKET_PROTOCOL,
  /** Several sockets of different owners fit; all candidates are named. */
  AMBIGUOUS,
  /** One socket is held by several processes, and which of them spoke is not known. */
  SHARED,
  /** The kernel owns it. */
  KERNEL,
  /** Its owner may not be read with the rights of the recording. */
  NO_PERMISSION,
  /** Only its remains were seen. */
  TIME_WAIT,
  /** It came and went, and no owner was found in time. */
  SEEN_WITHOUT_OWNER,
  /** The connection's own socket was missed; who held the listening socket is named. */
  LISTENER_ONLY,
  /** The address was none of the recorded host's. */
  NOT_LOCAL,
  /** It belongs to a namespace that could not be read. */
  OTHER_NAMESPACE,
  /** The flow ended before the recording began. */
  BEFORE_RECORDING,
  /** The flow began after the recording ended. */
  AFTER_RECORDING,
  /** A loss, a gap or a forgotten interval touches it. */
  LOST_EVENTS,
  /** None of these: the honest remainder. */
  NEVER_SEEN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in every output: {@code seen_without_owner}, ... */
  public String label() {
    return label;
  }

  /**
   * The reason behind a {@link #label()}.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Reason ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** True when a socket was found and its owner is what is missing. */
  public boolean isOfFoundSocket() {
    return switch (this) {
      case AMBIGUOUS, SHARED, KERNEL, NO_PERMISSION, TIME_WAIT, SEEN_WITHOUT_OWNER -> true;
      default -> false;
    };
  }
}
