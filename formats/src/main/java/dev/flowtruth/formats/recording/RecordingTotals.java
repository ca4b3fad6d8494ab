package dev.flowtruth.formats.recording;

/**
 * What a recording holds, over all its parts so far.
 *
 * @param socketsOpened sockets that were seen
 * @param socketsWithoutOwner those of them that came and went, and no owner was found in time
 * @param eventsLost events that the source could not keep, as far as it could count them
 * @param losses times at which events were lost
 * @param gaps times at which something could not be seen
 * @param processesVanished processes that ended while they were looked up
 */
public record RecordingTotals(
    long socketsOpened,
    long socketsWithoutOwner,
    long eventsLost,
    long losses,
    long gaps,
    long processesVanished) {}
