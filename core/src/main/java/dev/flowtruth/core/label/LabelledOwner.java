package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Role;

/**
 * A process in a label, and what it was to the socket.
 *
 * @param process the image that it ran at the flow's beginning, or a later one
 * @param role its role
 */
public record LabelledOwner(ProcessRef process, Role role) {}
