package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.windows.calls.Counters;
import java.util.function.Consumer;

/** How many connections Windows counted since the beginning, against those that were seen. */
final class OpensAudit {
  private static final long WRAP = 0xffff_ffffL;

  private final Counters counters;
  private final long startedNanos;
  private final long before;

  private OpensAudit(Counters counters, long startedNanos, long before) {
    this.counters = counters;
    this.startedNanos = startedNanos;
    this.before = before;
  }

  static OpensAudit begin(Counters counters) throws SourceException {
    return new OpensAudit(counters, System.nanoTime(), counters.opens());
  }

  void tell(long seen, Consumer<SocketEvent> sink) throws SourceException {
    long counted = counters.opens() - before & WRAP;
    TimeBounds time = TimeBounds.between(startedNanos, System.nanoTime());
    String what = "TCP connections counted by " + counters.name();
    sink.accept(new SocketEvent.Audited(what, counted, seen, time));
  }
}
