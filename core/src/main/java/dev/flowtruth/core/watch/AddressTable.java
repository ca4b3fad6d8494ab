package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.TimeBounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The host's own addresses, from looks and from events. */
final class AddressTable {
  private final Consumer<SocketEvent> out;

  /** Each address with the time at which it was surely still there. */
  private final Map<LocalAddress, Long> present = new LinkedHashMap<>();

  AddressTable(Consumer<SocketEvent> out) {
    this.out = out;
  }

  void merge(Pass pass, PassHistory before) {
    for (LocalAddress address : pass.snapshot().addresses()) {
      if (present.put(address, pass.started()) == null) {
        tell(address, true, before.lastWhole(address.netns()), pass.finished());
      }
    }
    removeGone(pass);
  }

  private void removeGone(Pass pass) {
    Set<LocalAddress> found = Set.copyOf(pass.snapshot().addresses());
    for (Map.Entry<LocalAddress, Long> entry : List.copyOf(present.entrySet())) {
      LocalAddress address = entry.getKey();
      if (!found.contains(address) && !pass.isHidden(address.netns())) {
        present.remove(address);
        tell(address, false, entry.getValue(), pass.finished());
      }
    }
  }

  /** What an event told; a repetition is dropped. */
  void apply(SocketEvent.AddressChanged event) {
    LocalAddress address = event.address();
    boolean was = present.containsKey(address);
    if (event.present()) {
      present.put(address, event.time().at());
    } else {
      present.remove(address);
    }
    if (was != event.present()) {
      out.accept(event);
    }
  }

  private void tell(LocalAddress address, boolean there, long after, long at) {
    TimeBounds time = TimeBounds.between(after, at);
    out.accept(new SocketEvent.AddressChanged(address, there, time));
  }
}
