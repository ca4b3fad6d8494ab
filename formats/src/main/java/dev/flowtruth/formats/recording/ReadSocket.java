package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open socket as the lines so far tell it. */
final class ReadSocket {
  /**
   * An owner under his id in the file.
   *
   * @param process the id
   * @param owner who
   */
  private record Held(long process, Owner owner) {}

  private final List<Held> held = new ArrayList<>(1);
  private OpenSocket socket;

  ReadSocket(OpenSocket socket) {
    this.socket = socket;
  }

  OpenSocket socket() {
    return socket;
  }

  /** The socket with the properties that another line gives, and the owners that it has. */
  OpenSocket become(OpenSocket other) {
    socket = other.withOwnership(socket.ownership());
    return socket;
  }

  void add(long process, Owner owner) {
    Held fresh = new Held(process, owner);
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).process() == process) {
        held.set(i, fresh);
        return;
      }
    }
    held.add(fresh);
  }

  /** Takes an owner away; null when he was not there. */
  @Nullable Owner remove(long process) {
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).process() == process) {
        return held.remove(i).owner();
      }
    }
    return null;
  }

  /** Makes the owners that were added and removed the socket's. */
  OpenSocket settle(@Nullable Reason absence) {
    Reason why = absence == null ? Reason.SEEN_WITHOUT_OWNER : absence;
    Ownership ownership =
        held.isEmpty()
            ? Ownership.absent(why)
            : Ownership.of(held.stream().map(Held::owner).toList());
    socket = socket.withOwnership(ownership);
    return socket;
  }
}
