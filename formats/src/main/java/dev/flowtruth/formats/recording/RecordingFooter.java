package dev.flowtruth.formats.recording;

import java.util.Map;

/**
 * The last line of a file that was ended in order.
 *
 * @param lines how many lines of each type the file holds, the footer not counted
 * @param totals what was recorded, over all parts so far
 * @param continued true when another part follows
 * @param atNanos wall-clock ns since the epoch at which the file ends
 */
public record RecordingFooter(
    Map<String, Long> lines, RecordingTotals totals, boolean continued, long atNanos) {
  public RecordingFooter {
    lines = Map.copyOf(lines);
  }
}
