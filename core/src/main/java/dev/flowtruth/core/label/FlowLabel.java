package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Reason;

/**
 * The labels of both ends of a flow.
 *
 * @param source the end that sent first, as the tool says
 * @param destination the other end
 */
public record FlowLabel(Label source, Label destination) {
  /** The same reason at both ends. */
  public static FlowLabel none(Reason reason) {
    Label label = Label.none(reason);
    return new FlowLabel(label, label);
  }
}
