package dev.flowtruth.core.model;

import java.util.Locale;

/** What a process is to a socket that it holds. */
public enum Role {
  /** Opened or connected it. */
  CREATOR,
  /** Accepted it, or was the first to use it after the accept. */
  ACCEPTOR,
  /** Inherited it, received it, or was only seen with it. */
  HOLDER,
  /** Listens on it. */
  LISTENER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in every output: {@code creator}, ... */
  public String label() {
    return label;
  }

  /**
   * The role behind a {@link #label()}.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Role ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
