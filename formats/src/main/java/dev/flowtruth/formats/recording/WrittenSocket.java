package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open socket as a writer has told it, so that a next part can tell it again. */
final class WrittenSocket {
  /**
   * An owner, and since when.
   *
   * @param owner who
   * @param since wall-clock bounds
   */
  record Held(Owner owner, TimeBounds since) {
    boolean isOf(Owner other) {
      return owner.process().id().equals(other.process().id());
    }
  }

  final long id;
  private final List<Held> held = new ArrayList<>(1);
  private OpenSocket socket;
  private TimeBounds since;
  private boolean everOwned;

  WrittenSocket(long id, OpenSocket socket, TimeBounds since) {
    this.id = id;
    this.socket = socket;
    this.since = since;
  }

  OpenSocket socket() {
    return socket;
  }

  /** Since when it had its present endpoints, wall-clock. */
  TimeBounds since() {
    return since;
  }

  List<Held> held() {
    return held;
  }

  boolean everOwned() {
    return everOwned;
  }

  void moved(OpenSocket now, TimeBounds when) {
    if (!socket.hasTupleOf(now)) {
      since = when;
    }
    socket = now;
  }

  void update(OpenSocket now) {
    socket = now;
  }

  /** Adds an owner in place of the same process's earlier mention, which is returned. */
  @Nullable Held add(Owner owner, TimeBounds when) {
    everOwned = true;
    Held fresh = new Held(owner, when);
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).isOf(owner)) {
        return held.set(i, fresh);
      }
    }
    held.add(fresh);
    return null;
  }

  /** Takes an owner away and returns him; null when he was not there. */
  @Nullable Held remove(Owner owner) {
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).isOf(owner)) {
        return held.remove(i);
      }
    }
    return null;
  }

  boolean holds(Owner owner) {
    return held.stream().anyMatch(h -> h.owner().equals(owner));
  }
}
