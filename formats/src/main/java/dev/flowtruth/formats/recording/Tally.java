package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what is written: lines of this file, and totals of the whole recording. */
final class Tally {
  private final long[] lines = new long[LineType.values().length];
  private final Map<Reason, Long> withoutOwner = new EnumMap<>(Reason.class);
  long opened;
  long gaps;
  long processesVanished;
  private long eventsLost;
  private long losses;

  @SuppressWarnings("EnumOrdinal") // an index within this class
  void line(LineType type) {
    lines[type.ordinal()]++;
  }

  void lost(long count) {
    losses++;
    eventsLost += Math.max(0, count);
  }

  void closed(WrittenSocket socket) {
    count(socket, withoutOwner);
  }

  void startFile() {
    Arrays.fill(lines, 0);
  }

  @SuppressWarnings("EnumOrdinal")
  Map<String, Long> lines() {
    Map<String, Long> byLabel = new LinkedHashMap<>();
    for (LineType type : LineType.values()) {
      if (lines[type.ordinal()] > 0) {
        byLabel.put(type.label(), lines[type.ordinal()]);
      }
    }
    return byLabel;
  }

  RecordingTotals totals(Collection<WrittenSocket> open) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    counts.putAll(withoutOwner);
    open.forEach(socket -> count(socket, counts));
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    return new RecordingTotals(opened, sum, counts, eventsLost, losses, gaps, processesVanished);
  }

  /** Who had an owner once has one in the count, even when the owner let go first. */
  private static void count(WrittenSocket socket, Map<Reason, Long> counts) {
    if (!socket.everOwned()) {
      Reason absence = socket.socket().ownership().absence();
      counts.merge(absence == null ? Reason.SEEN_WITHOUT_OWNER : absence, 1L, Long::sum);
    }
  }
}
