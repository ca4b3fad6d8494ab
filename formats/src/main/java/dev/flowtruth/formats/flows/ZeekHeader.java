package dev.flowtruth.formats.flows;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the lines at the beginning of a Zeek log say, up to {@code #fields}.
 *
 * @param separator between two cells
 * @param unset what stands for a value that is not there
 * @param names of the columns
 * @param fieldsFrom where the {@code #fields} line begins
 * @param fieldsTo where it ends, its line end included
 */
record ZeekHeader(byte separator, String unset, List<String> names, int fieldsFrom, int fieldsTo) {
  static final String FIELDS = "#fields";
  private static final String SEPARATOR = "#separator ";
  private static final String UNSET = "#unset_field";

  /** The header of a file; null when it has no {@code #fields} line. */
  static @Nullable ZeekHeader of(FileHead head) {
    char separator = '\t';
    String unset = "-";
    int from = head.start();
    while (from < head.bytes().length && head.isComment(from)) {
      int to = head.lineEnd(from);
      String line = head.text(from, LineEnd.contentEnd(head.bytes(), from, to));
      if (line.startsWith(SEPARATOR)) {
        separator = separator(line.substring(SEPARATOR.length()));
      } else if (line.startsWith(UNSET + separator)) {
        unset = line.substring(UNSET.length() + 1);
      } else if (line.startsWith(FIELDS + separator)) {
        String[] words = line.split(Pattern.quote(String.valueOf(separator)), -1);
        List<String> names = List.of(Arrays.copyOfRange(words, 1, words.length));
        return new ZeekHeader((byte) separator, unset, names, from, to);
      }
      from = to;
    }
    return null;
  }

  /** {@code \x09}, or the letter itself. */
  private static char separator(String text) {
    if (text.matches("\\\\x[0-7][0-9a-fA-F]")) {
      return (char) Integer.parseInt(text.substring(2), 16);
    }
    return text.length() == 1 && text.charAt(0) < 0x80 ? text.charAt(0) : '\t';
  }
}
