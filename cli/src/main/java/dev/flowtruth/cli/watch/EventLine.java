package dev.flowtruth.cli.watch;

import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;

/** How each kind of event is written. */
interface EventLine {
  void opened(Opened event);

  void endpointChanged(EndpointChanged event);

  void ownerChanged(OwnerChanged event);

  void closed(Closed event);

  void lost(Lost event);

  void gap(GapSeen event);
}
