package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import org.jspecify.annotations.Nullable;

/** The running counts behind {@link WatchStatistics}; confined to the watcher's thread. */
final class WatchCounters {
  private long passes;
  private long failures;
  private long processesVanished;
  private long lost;
  private long uncountedLosses;
  private long opened;
  private long closed;
  private long seenWithoutOwner;
  private long listenerFailures;
  private long passNanos;
  private long lastPassNanos;
  private @Nullable String lastFailure;

  void passed(long nanos, long vanished) {
    passes++;
    passNanos += nanos;
    lastPassNanos = nanos;
    processesVanished += vanished;
  }

  void failed(Exception failure) {
    failures++;
    lastFailure = textOf(failure);
  }

  void listenerFailed(RuntimeException failure) {
    listenerFailures++;
    lastFailure = "listener: " + textOf(failure);
  }

  void lost(long count) {
    if (count < 0) {
      uncountedLosses++;
    } else {
      lost += count;
    }
  }

  void opened() {
    opened++;
  }

  void closed(OpenSocket socket) {
    closed++;
    if (socket.ownership().absence() == Reason.SEEN_WITHOUT_OWNER) {
      seenWithoutOwner++;
    }
  }

  WatchStatistics statistics() {
    return new WatchStatistics(
        passes,
        failures,
        processesVanished,
        lost,
        uncountedLosses,
        opened,
        closed,
        seenWithoutOwner,
        listenerFailures,
        passNanos,
        lastPassNanos,
        lastFailure);
  }

  /** The message; the class too where it alone says what happened. */
  static String textOf(Exception failure) {
    String message = failure.getMessage();
    if (failure instanceof RuntimeException || message == null) {
      return failure.toString();
    }
    return message;
  }
}
