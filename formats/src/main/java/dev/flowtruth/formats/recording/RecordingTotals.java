package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a recording holds, over all its parts so far.
 *
 * @param socketsOpened sockets that were seen: those with an owner and those without
 * @param socketsWithoutOwner those of them of which no owner was ever known
 * @param withoutOwner how many of these for which last reason, in the order of the reasons; they
 *     add up to all, unless an older version wrote the recording
 * @param eventsLost events that the source could not keep, as far as it could count them
 * @param losses times at which events were lost
 * @param gaps times at which something could not be seen
 * @param processesVanished processes that ended while they were looked up
 */
public record RecordingTotals(
    long socketsOpened,
    long socketsWithoutOwner,
    Map<Reason, Long> withoutOwner,
    long eventsLost,
    long losses,
    long gaps,
    long processesVanished) {

  public RecordingTotals {
    Map<Reason, Long> ordered = new EnumMap<>(Reason.class);
    ordered.putAll(withoutOwner);
    withoutOwner = Collections.unmodifiableMap(ordered);
  }

  /** Sockets of which an owner was known at some time. */
  public long socketsWithOwner() {
    return socketsOpened - socketsWithoutOwner;
  }
}
