package dev.flowtruth.formats.capture;

import dev.flowtruth.formats.flows.FlowLabeller;
import org.jspecify.annotations.Nullable;

/** Gives the labeller for packets of an interface: its name decides between link-local twins. */
@FunctionalInterface
public interface InterfaceLabellers {
  /**
   * The labeller for one interface.
   *
   * @param name as the capturing host calls it, null when the capture does not say
   */
  FlowLabeller of(@Nullable String name);
}
