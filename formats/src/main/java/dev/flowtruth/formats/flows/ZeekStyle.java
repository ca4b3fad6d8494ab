package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;

/**
 * Cells as Zeek's ASCII writer escapes them: {@code \xNN} for the separator, backslashes and
 * control characters, and for the first letter of a text that would be taken for an unset one.
 *
 * @param separator between two cells
 * @param unset what Zeek writes for a value that is not there
 */
record ZeekStyle(byte separator, String unset) implements CellStyle {
  @Override
  public byte[] encode(OwnerColumn<?> column, String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean looksUnset = text.equals(unset);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < ' '
          || letter == 0x7f
          || letter == '\\'
          || letter == separator
          || looksUnset && i == 0) {
        out.append(String.format("\\x%02x", (int) letter));
      } else {
        out.append(letter);
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
