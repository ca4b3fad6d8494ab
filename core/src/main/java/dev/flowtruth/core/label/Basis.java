package dev.flowtruth.core.label;

import java.util.Locale;

/** The rung of the ladder that found a flow's socket, strongest first. */
public enum Basis {
  /** The socket had this very tuple during the flow. */
  EXACT,
  /** It had it after a recorded translation is undone. */
  NAT,
  /** Connectionless, bound to this address and port, no peer of its own. */
  LOCAL_ENDPOINT,
  /** Connectionless, bound to this port on the wildcard address; receivers of multicast. */
  WILDCARD,
  /** It had this very tuple and was closed shortly before the flow began. */
  RECENT,
  /** The only holder of the listening socket, when the user accepts that as an answer. */
  LISTENER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in every output: {@code local_endpoint}, ... */
  public String label() {
    return label;
  }
}
