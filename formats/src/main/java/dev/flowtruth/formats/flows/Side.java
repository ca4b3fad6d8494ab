package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;

/** An end of a flow, and the word that its columns begin with. */
public enum Side {
  SOURCE("src"),
  DESTINATION("dst");

  private final String word;

  Side(String word) {
    this.word = word;
  }

  /** {@code src} or {@code dst}. */
  public String word() {
    return word;
  }

  Label of(FlowLabel label) {
    return this == SOURCE ? label.source() : label.destination();
  }
}
