package dev.flowtruth.platform.macos.owner;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.platform.macos.decoder.ProcessInfo;

/**
 * A process that could be asked about.
 *
 * @param info as the kernel described it last
 * @param process who it is, the same instance while nothing changed
 */
record KnownProcess(ProcessInfo info, ProcessRef process) {}
