package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Reason;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what is written: lines of this file, and totals of the whole recording. */
final class Tally {
  private final Map<LineType, Long> lines = new EnumMap<>(LineType.class);
  private final Map<Reason, Long> withoutOwner = new EnumMap<>(Reason.class);
  long opened;
  long gaps;
  long processesVanished;
  private long eventsLost;
  private long losses;

  void line(LineType type) {
    lines.merge(type, 1L, Long::sum);
  }

  void lost(long count) {
    losses++;
    eventsLost += Math.max(0, count);
  }

  void closed(WrittenSocket socket) {
    count(socket, withoutOwner);
  }

  void startFile() {
    lines.clear();
  }

  Map<String, Long> lines() {
    Map<String, Long> byLabel = new LinkedHashMap<>();
    lines.forEach((type, count) -> byLabel.put(type.label(), count));
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
