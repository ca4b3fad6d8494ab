package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;

/** Foreign bytes in a message: no control character reaches the terminal. */
final class Printable {
  private Printable() {}

  /** {@code data[from, to)} as text of at most so many letters. */
  static String of(byte[] data, int from, int to, int most) {
    int length = Math.min(to - from, most);
    String text = new String(data, from, length, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder(length + 3);
    text.codePoints().forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '\uFFFD'));
    return to - from > most ? shown.append("...").toString() : shown.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
