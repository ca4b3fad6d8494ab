package dev.flowtruth.core.label;

import java.util.Locale;

/** How sure the time of a label is. */
public enum Certainty {
  /** Events bound the ownership, and it covers the flow. */
  CERTAIN,
  /** Polls bound it, or the flow reaches beyond it by less than the bounds. */
  BOUNDED,
  /** A loss or gap touches it, or the flow reaches further. */
  UNSURE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in every output. */
  public String label() {
    return label;
  }
}
