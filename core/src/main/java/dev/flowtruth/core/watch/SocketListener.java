package dev.flowtruth.core.watch;

/** Receives the events of a watcher, one at a time, in order, on the watcher's thread. */
@FunctionalInterface
public interface SocketListener {
  /**
   * An event. Should return soon: the watcher polls no further meanwhile. What it throws is counted
   * and does not end the watch.
   */
  void onEvent(SocketEvent event);
}
