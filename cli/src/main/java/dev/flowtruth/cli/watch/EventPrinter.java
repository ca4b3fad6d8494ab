package dev.flowtruth.cli.watch;

import dev.flowtruth.cli.sockets.SocketFilter;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.core.watch.SocketListener;
import java.io.PrintWriter;

/** Prints the events of interest as they come, each at once, and counts them. Not thread-safe. */
final class EventPrinter implements SocketListener {
  private final SocketFilter filter;
  private final EventLine line;
  private final EventClock clock;
  private final PrintWriter out;
  private long opened;
  private long closed;

  EventPrinter(SocketFilter filter, EventLine line, EventClock clock, PrintWriter out) {
    this.filter = filter;
    this.line = line;
    this.clock = clock;
    this.out = out;
  }

  /** Sockets that were told as opened. */
  long opened() {
    return opened;
  }

  /** Sockets that were told as closed. */
  long closed() {
    return closed;
  }

  @Override
  public void onEvent(SocketEvent event) {
    if (event instanceof SocketEvent.ClockRead read) {
      clock.set(read.reading());
    } else if (isWanted(event)) {
      print(event);
      out.flush();
    }
  }

  private void print(SocketEvent event) {
    if (event instanceof Opened e) {
      line.opened(e);
      opened++;
    } else if (event instanceof EndpointChanged changed) {
      line.endpointChanged(changed);
    } else if (event instanceof OwnerChanged changed) {
      line.ownerChanged(changed);
    } else if (event instanceof Closed e) {
      line.closed(e);
      closed++;
    } else if (event instanceof Lost lost) {
      line.lost(lost);
    } else if (event instanceof GapSeen seen) {
      line.gap(seen);
    }
  }

  /** What is told of no socket concerns all; sockets that outlive the watch did not close. */
  private boolean isWanted(SocketEvent event) {
    if (event instanceof Opened e) {
      return filter.test(e.socket());
    }
    if (event instanceof EndpointChanged changed) {
      return passes(changed.socket(), changed.before());
    }
    if (event instanceof OwnerChanged changed) {
      return filter.test(changed.socket());
    }
    if (event instanceof Closed e) {
      return e.cause() != CloseCause.WATCH_ENDED && filter.test(e.socket());
    }
    return event instanceof Lost || event instanceof GapSeen;
  }

  private boolean passes(OpenSocket now, OpenSocket before) {
    return filter.test(now) || filter.test(before);
  }
}
