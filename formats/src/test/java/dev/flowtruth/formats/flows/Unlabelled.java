package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes our columns off a labelled file again, by counting delimiters from the end of each row: a
 * way of its own, so that it does not share the mistakes of the code under test. It knows that no
 * cell of ours in {@link Labels} holds a line end.
 */
final class Unlabelled {
  private Unlabelled() {}

  /** The file without the last cells of each row. */
  static byte[] table(byte[] labelled, char delimiter, int added) {
    String text = new String(labelled, StandardCharsets.ISO_8859_1);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      int feed = text.indexOf('\n', from);
      int to = feed < 0 ? text.length() : feed + 1;
      String line = text.substring(from, to);
      String content = line.replaceFirst("\r?\n$", "");
      boolean other = content.isBlank() || isComment(content) && !hasNames(content);
      out.append(other ? content : cut(content, delimiter, added));
      out.append(line.substring(content.length()));
      from = to;
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The byte order mark may stand before the first one. */
  private static boolean isComment(String line) {
    return line.startsWith("#") || line.startsWith("\u00ef\u00bb\u00bf#");
  }

  private static boolean hasNames(String line) {
    return line.startsWith("#fields") || line.startsWith("#types");
  }

  private static String cut(String line, char delimiter, int added) {
    List<Integer> delimiters = new ArrayList<>();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      if (!quoted && line.charAt(i) == delimiter) {
        delimiters.add(i);
      }
    }
    return line.substring(0, delimiters.get(delimiters.size() - added));
  }

  /** JSON lines without the members src and dst, which are the last ones. */
  static byte[] json(byte[] labelled) {
    String text = new String(labelled, StandardCharsets.ISO_8859_1);
    return text.replaceAll(",\"src\":\\{[^{}]*\\},\"dst\":\\{[^{}]*\\}\\}", "}")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The inverse of labelling with the standard columns. */
  static byte[] standard(String name, byte[] labelled) {
    if (name.endsWith(".json")) {
      return json(labelled);
    }
    return name.endsWith(".log") ? table(labelled, '\t', 18) : table(labelled, ',', 20);
  }
}
