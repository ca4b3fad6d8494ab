package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;

/**
 * Cells as RFC 4180 writes them: in quotes only where they need it.
 *
 * @param delimiter between two cells
 */
record CsvStyle(byte delimiter) implements CellStyle {
  @Override
  public byte[] encode(OwnerColumn<?> column, String text) {
    return cell(text).getBytes(StandardCharsets.UTF_8);
  }

  String cell(String text) {
    return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
  }
}
