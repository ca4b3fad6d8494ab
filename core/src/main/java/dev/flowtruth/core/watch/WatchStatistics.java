package dev.flowtruth.core.watch;

import org.jspecify.annotations.Nullable;

/**
 * What a watcher did so far. All counts since its start.
 *
 * @param passes looks that succeeded
 * @param failures looks and event streams that failed
 * @param processesVanished processes that ended while they were looked up
 * @param lost events that a source lost and counted
 * @param uncountedLosses losses whose size the source does not know
 * @param opened sockets told as opened
 * @param closed sockets told as closed
 * @param seenWithoutOwner of the closed ones, those whose owner was never found
 * @param listenerFailures exceptions that listeners threw
 * @param passNanos time spent in looks and in telling of them
 * @param lastPassNanos the same of the last look alone
 * @param lastFailure text of the last failure of a source or listener, null when there was none
 */
public record WatchStatistics(
    long passes,
    long failures,
    long processesVanished,
    long lost,
    long uncountedLosses,
    long opened,
    long closed,
    long seenWithoutOwner,
    long listenerFailures,
    long passNanos,
    long lastPassNanos,
    @Nullable String lastFailure) {}
