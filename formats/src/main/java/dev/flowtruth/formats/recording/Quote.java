package dev.flowtruth.formats.recording;

/** How a value that was refused is shown: short, and without control characters. */
final class Quote {
  static final String TIME =
      "a time as the decimal string of nanoseconds since 1970 (up to the year 2262)";

  private static final int LONGEST = 40;

  private Quote() {}

  static String of(Object value) {
    String text = value.toString();
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char letter = text.charAt(i);
      boolean plain = !Character.isISOControl(letter) && !Character.isSurrogate(letter);
      out.append(plain ? letter : '?');
    }
    return out.append(text.length() > LONGEST ? "...'" : "'").toString();
  }
}
