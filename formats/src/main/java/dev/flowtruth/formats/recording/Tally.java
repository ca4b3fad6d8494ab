package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what is written: lines of this file, and totals of the whole recording. */
final class Tally {
  private final long[] lines = new long[LineType.values().length];
  long opened;
  long gaps;
  long processesVanished;
  private long withoutOwner;
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
    if (isWithoutOwner(socket)) {
      withoutOwner++;
    }
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
    long ownerless = withoutOwner + open.stream().filter(Tally::isWithoutOwner).count();
    return new RecordingTotals(opened, ownerless, eventsLost, losses, gaps, processesVanished);
  }

  private static boolean isWithoutOwner(WrittenSocket socket) {
    return !socket.everOwned()
        && socket.socket().ownership().absence() == Reason.SEEN_WITHOUT_OWNER;
  }
}
