package dev.flowtruth.formats.flows;

import java.util.ArrayList;
import java.util.List;

/** The titles above what nfdump prints with {@code -o fmt:}: padded, with blanks inside. */
final class NfdumpTitles {
  /** Those that have blanks inside. */
  private static final List<String> LONG =
      List.of(
          "Date first seen",
          "Date last seen",
          "Date flow received",
          "Src IP Addr:Port",
          "Dst IP Addr:Port",
          "Src IP Addr",
          "Dst IP Addr",
          "Src Pt",
          "Dst Pt",
          "In Pkt",
          "Out Pkt",
          "In Byte",
          "Out Byte",
          "Src AS",
          "Dst AS",
          "Next-hop IP",
          "BGP next-hop IP",
          "Router IP",
          "Src MAC Addr",
          "Dst MAC Addr");

  private NfdumpTitles() {}

  static TableHeader header(String line) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) == ' ') {
        at++;
        continue;
      }
      String name = nameAt(line, at);
      names.add(name);
      at += name.length();
    }
    return new TableHeader(names);
  }

  private static String nameAt(String line, int at) {
    for (String name : LONG) {
      if (line.startsWith(name, at)) {
        return name;
      }
    }
    int end = line.indexOf(' ', at);
    return line.substring(at, end < 0 ? line.length() : end);
  }
}
