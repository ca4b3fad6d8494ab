package dev.flowtruth.formats.capture;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link PacketComment} writes. */
final class ToldComment {
  private ToldComment() {}

  /** What a comment says of the ends of its packet; nothing when it is not one of ours. */
  static List<Testimony> read(String comment, PacketKey key) {
    if (!comment.startsWith(PacketComment.MARK)) {
      return List.of();
    }
    Map<String, String> cells = new HashMap<>();
    for (String cell : comment.substring(PacketComment.MARK.length()).split(" ", -1)) {
      int equals = cell.indexOf('=');
      if (equals > 0) {
        cells.put(cell.substring(0, equals), cell.substring(equals + 1));
      }
    }
    List<Testimony> both = new ArrayList<>(2);
    NamedProcess source = process(cells, "src");
    if (source != null) {
      both.add(Testimony.ofSource(key, source));
    }
    NamedProcess destination = process(cells, "dst");
    if (destination != null) {
      both.add(Testimony.ofDestination(key, destination));
    }
    return both;
  }

  private static @org.jspecify.annotations.Nullable NamedProcess process(
      Map<String, String> cells, String side) {
    try {
      long pid = Long.parseLong(cells.getOrDefault(side + "_pid", ""));
      String name = cells.getOrDefault(side + "_process", "").replace("+", "%2B");
      return NamedProcess.of(pid, URLDecoder.decode(name, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) { // somebody else changed it
      return null;
    }
  }
}
