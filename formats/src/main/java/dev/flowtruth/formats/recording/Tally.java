package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Reason;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what is written: lines of this file, and totals of the whole recording. */
final class Tally {
  private final Map<LineType, Long> lines = new EnumMap<>(LineType.class);
  long opened;
  long gaps;
  long processesVanished;
  private long withoutOwner;
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
    if (isWithoutOwner(socket)) {
      withoutOwner++;
    }
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
    long ownerless = withoutOwner + open.stream().filter(Tally::isWithoutOwner).count();
    return new RecordingTotals(opened, ownerless, eventsLost, losses, gaps, processesVanished);
  }

  private static boolean isWithoutOwner(WrittenSocket socket) {
    return !socket.everOwned()
        && socket.socket().ownership().absence() == Reason.SEEN_WITHOUT_OWNER;
  }
}
