package dev.flowtruth.cli.history;

import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.util.Set;
import java.util.TreeSet;

/** The network namespaces that events tell of, be it that they could not be seen. */
final class NamespacesTold implements SocketListener {
  private static final long UNKNOWN = 0;

  private final Set<Long> all = new TreeSet<>();

  @Override
  public void onEvent(SocketEvent event) {
    if (event instanceof SocketEvent.Opened opened) {
      all.add(opened.socket().netns());
    } else if (event instanceof SocketEvent.EndpointChanged changed) {
      all.add(changed.socket().netns());
    } else if (event instanceof SocketEvent.AddressChanged changed) {
      all.add(changed.address().netns());
    } else if (event instanceof SocketEvent.GapSeen seen) {
      all.add(seen.gap().netns());
    } else if (event instanceof SocketEvent.Lost lost) {
      all.add(lost.netns());
    }
  }

  /** Inode numbers. */
  Set<Long> all() {
    all.remove(UNKNOWN);
    return all;
  }
}
