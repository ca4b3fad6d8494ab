package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;

/** Says who owned the two ends of a flow. Thread-safe: all workers of a pipeline share one. */
@FunctionalInterface
public interface FlowLabeller {
  FlowLabel label(FlowRecord flow);
}
