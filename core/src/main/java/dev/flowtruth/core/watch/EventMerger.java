package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the events of a source into the tables; what is no news is dropped. */
final class EventMerger {
  private final SocketTable table;
  private final AddressTable addresses;
  private final Consumer<SocketEvent> out;
  private final WatchCounters counters;

  EventMerger(
      SocketTable table,
      AddressTable addresses,
      Consumer<SocketEvent> out,
      WatchCounters counters) {
    this.table = table;
    this.addresses = addresses;
    this.out = out;
    this.counters = counters;
  }

  void apply(SocketEvent event, PassHistory history) {
    if (event instanceof Opened opened) {
      opened(opened);
    } else if (event instanceof EndpointChanged changed) {
      endpointChanged(changed, history);
    } else if (event instanceof OwnerChanged changed) {
      ownerChanged(changed, history);
    } else if (event instanceof Closed closed) {
      closed(closed, history);
    } else if (event instanceof AddressChanged changed) {
      addresses.apply(changed);
    } else {
      if (event instanceof Lost loss) {
        counters.lost(loss.count());
      }
      out.accept(event);
    }
  }

  private void opened(Opened event) {
    OpenSocket socket = event.socket();
    KnownSocket known = table.find(socket.id());
    if (known != null) {
      table.change(known, socket, event.time());
    } else if (!isOld(socket, event.time())) {
      known = table.open(socket, event.time());
    }
    touch(known, event.time());
  }

  private void endpointChanged(EndpointChanged event, PassHistory history) {
    KnownSocket known = table.find(event.socket().id());
    if (known == null) {
      known = openLate(event.socket(), event.time(), history);
    } else {
      table.changeEndpoint(known, event.socket(), event.time());
    }
    touch(known, event.time());
  }

  private void ownerChanged(OwnerChanged event, PassHistory history) {
    OpenSocket now = event.socket();
    KnownSocket known = table.find(now.id());
    if (known == null) {
      known = openLate(now, event.time(), history);
    } else if (SocketDiff.ownershipDiffers(known.socket.ownership(), now.ownership())) {
      table.changeOwners(known, now, event.gone(), event.time());
    }
    touch(known, event.time());
  }

  /** A socket that nobody knew came and went since the last look: told now, whole. */
  private void closed(Closed event, PassHistory history) {
    KnownSocket known = table.find(event.socket().id());
    if (known == null) {
      known = openLate(event.socket(), event.time(), history);
    }
    if (known != null && !isOfEarlierLife(event, known)) {
      table.close(known, narrowed(event, known));
    }
  }

  /** Identities that are reused: the end of the one before. */
  private static boolean isOfEarlierLife(Closed event, KnownSocket known) {
    return event.time().at() < known.opened.after();
  }

  /** It was alive until the event, so passes that were over before prove that it opened later. */
  private @Nullable KnownSocket openLate(OpenSocket socket, TimeBounds told, PassHistory history) {
    if (isOld(socket, told)) {
      return null;
    }
    long after = history.lastWhole(socket.netns(), told.after());
    return table.open(socket, TimeBounds.between(after, told.at()));
  }

  /** It was seen alive, so its end came later. */
  private static Closed narrowed(Closed event, KnownSocket known) {
    TimeBounds time = event.time();
    long after = Math.max(time.after(), known.lastSure());
    return new Closed(
        known.socket,
        event.cause(),
        event.departures(),
        event.bytesSent(),
        event.bytesReceived(),
        TimeBounds.between(after, time.at()));
  }

  private boolean isOld(OpenSocket socket, TimeBounds time) {
    return table.recentlyClosed.explainsEvent(socket.id(), time);
  }

  private static void touch(@Nullable KnownSocket known, TimeBounds time) {
    if (known != null) {
      known.eventNanos = Math.max(known.eventNanos, time.at());
    }
  }
}
