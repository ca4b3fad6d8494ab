package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;
import java.util.List;
import java.util.function.Consumer;

/** Tells every listener, and lets none of them end the watch. */
final class Listeners implements Consumer<SocketEvent> {
  private final List<SocketListener> listeners;
  private final WatchCounters counters;

  Listeners(List<SocketListener> listeners, WatchCounters counters) {
    this.listeners = List.copyOf(listeners);
    this.counters = counters;
  }

  @Override
  public void accept(SocketEvent event) {
    for (SocketListener listener : listeners) {
      try { // not by guarded(): each event would cost an object more
        listener.onEvent(event);
      } catch (RuntimeException e) {
        counters.listenerFailed(e);
      }
    }
  }

  void seen(List<OpenSocket> sockets, TimeBounds time) {
    for (SocketListener listener : listeners) {
      guarded(() -> listener.onSeen(sockets, time));
    }
  }

  void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      counters.listenerFailed(e);
    }
  }
}
