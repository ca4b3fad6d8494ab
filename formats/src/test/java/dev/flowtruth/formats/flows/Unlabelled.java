package dev.flowtruth.formats.flows;

import dev.flowtruth.core.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes our columns off a labelled file again, by counting delimiters from the end of each row: a
 * way of its own, so that it does not share the mistakes of the code under test. It knows that no
 * cell of ours in {@link Labels} holds a line end.
 */
final class Unlabelled {
  private static final Set<String> WORDS =
      Stream.concat(
              Stream.of("dst_reason", "string"), Stream.of(Reason.values()).map(Reason::label))
          .collect(Collectors.toSet());

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
      boolean other = content.isBlank() || !hasOurs(content, delimiter);
      out.append(other ? content : cut(content, delimiter, added));
      out.append(line.substring(content.length()));
      from = to;
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Each label ends with what it says of the destination: a reason, or a certainty and no reason.
   * Lines that are no flows have nothing of ours.
   */
  private static boolean hasOurs(String line, char delimiter) {
    if (delimiter == '\t' && line.replace("\u00ef\u00bb\u00bf", "").startsWith("#")) {
      return line.startsWith("#fields") || line.startsWith("#types");
    }
    int end = line.lastIndexOf(delimiter);
    String last = line.substring(end + 1);
    if (WORDS.contains(last) || last.equals("-")) {
      return true;
    }
    return last.isEmpty() && line.substring(0, Math.max(end, 0)).endsWith(delimiter + "certain");
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
    return text.replaceAll(",\"src\":\\{[^{}]*\\},\"dst\":\\{[^{}]*\\}(?=\\s*\\})", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The inverse of labelling with the standard columns. */
  static byte[] standard(String name, byte[] labelled) {
    if (name.endsWith(".json")) {
      return json(labelled);
    }
    boolean tabs = name.endsWith(".log") || name.endsWith(".tsv");
    return table(labelled, tabs ? '\t' : ',', name.startsWith("nfstream") ? 20 : 18);
  }
}
