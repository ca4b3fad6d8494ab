package dev.flowtruth.core.label;

/**
 * From when to when, and how well, a host was watched.
 *
 * @param beganNanos wall-clock ns of the first complete snapshot; {@link Long#MIN_VALUE} when
 *     unknown
 * @param endedNanos wall-clock ns of the last thing recorded; {@link Long#MAX_VALUE} while it goes
 *     on
 * @param periodNanos time between two polls, 0 for a source of events
 * @param missesNoSocket true when every socket is known by its end at least, however short its
 *     life: nobody can have had a tuple in between unnoticed
 */
public record Coverage(long beganNanos, long endedNanos, long periodNanos, boolean missesNoSocket) {
  /** Always, by events. */
  public static final Coverage ALWAYS = new Coverage(Long.MIN_VALUE, Long.MAX_VALUE, 0, true);
}
