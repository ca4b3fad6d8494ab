package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;

/** An open socket in the watcher's table: as it was last told, and what is known of the times. */
final class KnownSocket {
  /** When it was opened. */
  final TimeBounds opened;

  /** As it was last told or seen. */
  OpenSocket socket;

  /** Number of the last pass that found it. */
  long pass;

  /** Start of the last pass that found it. */
  long seenNanos = PassHistory.NEVER;

  /** Time of the last event that told of it. */
  long eventNanos = PassHistory.NEVER;

  /** When its owners were read, as of the time at which they were told; NEVER: at every look. */
  long ownersReadNanos = PassHistory.NEVER;

  KnownSocket(OpenSocket socket, TimeBounds opened) {
    this.socket = socket;
    this.opened = opened;
  }

  /** The last time at which it surely was as it was told. */
  long lastSure() {
    return Math.max(seenNanos, eventNanos);
  }
}
