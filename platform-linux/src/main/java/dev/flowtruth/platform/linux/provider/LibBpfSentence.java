package dev.flowtruth.platform.linux.provider;

import java.util.List;

/** What libbpf says of a failure, made fit for one line. */
final class LibBpfSentence {
  private static final int LONGEST = 300;

  private LibBpfSentence() {}

  /** Empty when it said nothing; else what it said first, which is the cause. */
  static String of(List<String> words) {
    return words.stream()
        .filter(line -> line.startsWith("libbpf:"))
        .map(line -> line.substring("libbpf:".length()).strip())
        .findFirst()
        .map(line -> "; " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line))
        .orElse("");
  }
}
