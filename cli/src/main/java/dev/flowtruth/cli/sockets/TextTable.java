package dev.flowtruth.cli.sockets;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns for people: as wide as their widest cell, the last one open. Not thread-safe. */
public final class TextTable {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<String> header) {
    rows.add(List.copyOf(header));
  }

  /** A row with a cell for each column. */
  public void row(List<String> cells) {
    rows.add(cells.stream().map(Words::printable).toList());
  }

  /** Prints header and rows; the header in bold when colours are wanted. */
  public void print(PrintWriter out, boolean colored) {
    int[] widths = widths();
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths);
      out.println(colored && i == 0 ? BOLD + line + PLAIN : line);
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i));
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths[i] - length(row.get(i)) + 2));
      }
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
