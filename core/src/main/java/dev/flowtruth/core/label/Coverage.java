package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Protocol;

/**
 * From when to when, and how well, a host was watched.
 *
 * @param beganNanos wall-clock ns of the first complete snapshot; {@link Long#MIN_VALUE} when
 *     unknown
 * @param endedNanos wall-clock ns of the last thing recorded; {@link Long#MAX_VALUE} while it goes
 *     on
 * @param periodNanos time between two polls, 0 for a source of events
 * @param missesNoSocket true when every TCP and UDP socket is known by its end at least, however
 *     short its life: nobody can have had a tuple in between unnoticed
 */
public record Coverage(long beganNanos, long endedNanos, long periodNanos, boolean missesNoSocket) {
  /** Always, by events. */
  public static final Coverage ALWAYS = new Coverage(Long.MIN_VALUE, Long.MAX_VALUE, 0, true);

  /**
   * True when no socket of this protocol can have been missed. Where polls are helped out by the
   * kernel's word of ends, that word is of TCP and UDP alone.
   */
  public boolean missesNoSocketOf(Protocol protocol) {
    boolean isAnnounced = protocol.equals(Protocol.TCP) || protocol.equals(Protocol.UDP);
    return missesNoSocket && (isAnnounced || periodNanos == 0);
  }

  /** True when events tell of every socket and every owner, so that polls are not needed. */
  boolean isByEvents() {
    return missesNoSocket && periodNanos == 0;
  }
}
