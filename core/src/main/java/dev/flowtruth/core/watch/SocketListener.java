package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;
import java.util.List;

/** Receives the events of a watcher, one at a time, in order, on the watcher's thread. */
@FunctionalInterface
public interface SocketListener {
  /**
   * An event. Should return soon: the watcher polls no further meanwhile. What it throws is counted
   * and does not end the watch.
   */
  void onEvent(SocketEvent event);

  /**
   * A look found these sockets open. Told after the events of the look, also when nothing changed;
   * for those who must know what is still there. Does nothing by default.
   *
   * @param sockets what was found, each once
   * @param time from the beginning of the look to its end
   */
  default void onSeen(List<OpenSocket> sockets, TimeBounds time) {}
}
