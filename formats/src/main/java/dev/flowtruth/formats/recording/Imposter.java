package dev.flowtruth.formats.recording;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file that is no recording looks like, by its first line. */
final class Imposter {
  private static final int SHOWN = 4096;

  private Imposter() {}

  /** A clause that goes on after the file's name. */
  static String describe(byte[] bytes, int offset, int length) {
    String start = new String(bytes, offset, Math.min(length, SHOWN), StandardCharsets.ISO_8859_1);
    String kind = kind(start);
    return "is not a recording"
        + (kind.isEmpty() ? ": its first line should be a JSON object of type 'header'" : kind);
  }

  private static String kind(String start) {
    String lower = start.toLowerCase(Locale.ROOT);
    if (lower.startsWith("#separator") || lower.contains("\"id.orig_h\"")) {
      return ": this looks like a Zeek log";
    }
    if (lower.startsWith("\u00ff\u00fe") || lower.startsWith("\u00fe\u00ff")) {
      return ": it is encoded in UTF-16, a recording is UTF-8";
    }
    if (isCapture(start)) {
      return ": this looks like a packet capture";
    }
    if (start.indexOf('\0') >= 0) {
      return ": it holds NUL bytes, a recording is UTF-8 text";
    }
    boolean table = !start.startsWith("{") && start.split("[,;\t]", -1).length > 2;
    return table ? ": this looks like a table of flows (CSV)" : "";
  }

  /** pcap, either byte order, µs or ns. */
  private static boolean isCapture(String start) {
    return start.startsWith("\u00d4\u00c3\u00b2\u00a1")
        || start.startsWith("\u00a1\u00b2\u00c3\u00d4")
        || start.startsWith("M<\u00b2\u00a1")
        || start.startsWith("\u00a1\u00b2<M");
  }
}
