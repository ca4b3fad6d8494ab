package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The lines around nfdump's rows: the summary, which in CSV is a header and a row of its own width.
 *
 * @param columns of the table
 */
record NfdumpLines(int columns) implements OtherLines {
  private static final List<String> BEGINNINGS =
      List.of(
          "Summary",
          "flows,bytes,packets,",
          "Time window:",
          "Total flows processed:",
          "Total records processed:",
          "Sys:",
          "Execution time:",
          "No match",
          "Date first seen");

  private static final int SUMMARY_CELLS = 6;

  @Override
  public boolean isOther(byte[] data, int from, int to) {
    if (from < to && data[from] >= '0' && data[from] <= '9') {
      return columns != SUMMARY_CELLS && isSummary(data, from, to);
    }
    return LineEnd.isBlank(data, from, to) || hasBeginning(data, from, to);
  }

  private static boolean hasBeginning(byte[] data, int from, int to) {
    int length = Math.min(to - from, 40);
    String text = new String(data, from, length, StandardCharsets.ISO_8859_1);
    return BEGINNINGS.stream().anyMatch(text::startsWith);
  }

  /** Whole numbers alone: flows, bytes, packets, and three averages. */
  private static boolean isSummary(byte[] data, int from, int to) {
    int commas = 0;
    for (int i = from; i < to; i++) {
      if (data[i] == ',') {
        commas++;
      } else if (data[i] < '0' || data[i] > '9') {
        return false;
      }
    }
    return commas == SUMMARY_CELLS - 1;
  }

  @Override
  public byte[] suffix(byte[] data, int from, int to) {
    return CellCache.EMPTY;
  }
}
