package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.BpfObject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A program of ours and what it is attached to: a tracepoint that not every kernel has, or the root
 * of the control groups.
 */
enum BpfHook {
  TCP_BEGIN(""),
  BOUND4(""),
  BOUND6(""),
  CONNECTED4(""),
  CONNECTED6(""),
  SENDING4(""),
  SENDING6(""),
  /** Only where the kernel does not tell who receives. */
  RECEIVING4(""),
  RECEIVING6(""),
  CLOSED(""),
  /** Both since Linux 6.3. */
  SENT("sock_send_length"),
  RECEIVED("sock_recv_length"),
  FORKED("sched_process_fork"),
  EXECUTED("sched_process_exec"),
  EXITED("sched_process_exit");

  private final String tracepoint;

  BpfHook(String tracepoint) {
    this.tracepoint = tracepoint;
  }

  /** The program's name in the object. */
  String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isOfCgroup() {
    return tracepoint.isEmpty();
  }

  /** Those that are of no use on this kernel. */
  static Set<BpfHook> unavailable() throws SourceException {
    Set<BpfHook> missing = EnumSet.noneOf(BpfHook.class);
    for (BpfHook hook : values()) {
      if (!hook.isOfCgroup() && !BpfObject.hasTracepoint(hook.tracepoint)) {
        missing.add(hook);
      }
    }
    if (!missing.contains(RECEIVED)) {
      missing.add(RECEIVING4);
      missing.add(RECEIVING6);
    }
    return missing;
  }
}
