package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;

/** Cells as members of a JSON object: {@code "name":"text"}. */
final class JsonStyle implements CellStyle {
  @Override
  public byte[] encode(OwnerColumn<?> column, String text) {
    String value = column.number() ? text : quoted(text);
    return ('"' + column.name() + "\":" + value).getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON string (RFC 8259). */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        out.append('\\').append(letter);
      } else if (letter < ' ') {
        out.append(String.format("\\u%04x", (int) letter));
      } else {
        out.append(letter);
      }
    }
    return out.append('"').toString();
  }
}
