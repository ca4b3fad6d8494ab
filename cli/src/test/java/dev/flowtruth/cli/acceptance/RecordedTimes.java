package dev.flowtruth.cli.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a recording says that each socket came and went, by the kernel's number of the socket, in
 * monotonic ns; and what it counted. Reads the lines as any script would.
 */
final class RecordedTimes {
  private static final JsonFactory JSON = new JsonFactory();

  /** Since when (by the monotonic clock) and how much the wall clock is ahead of it. */
  private final NavigableMap<Long, Long> wallLessMonotonic = new TreeMap<>();

  private final Map<String, Seen> bySocket = new HashMap<>();
  private final Map<Long, Seen> byCookie = new HashMap<>();
  private final Map<String, Audit> audits = new TreeMap<>();
  private final Map<String, Long> losses = new TreeMap<>();
  private long eventsLost;

  /** What is said of one socket; null is "never". */
  static final class Seen {
    @Nullable Moment opened;
    @Nullable Moment closed;
  }

  /**
   * A time.
   *
   * @param at by then it had surely happened
   * @param exact false when only a time before it is known beside
   */
  record Moment(long at, boolean exact) {}

  /** Sums over all lines about one thing that was counted. */
  record Audit(long counted, long seen) {}

  private RecordedTimes() {}

  static RecordedTimes read(Path recording) throws IOException {
    RecordedTimes times = new RecordedTimes();
    try (BufferedReader reader = Files.newBufferedReader(recording)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        times.add(fields(line));
      }
    }
    return times;
  }

  /** The scalars at the top of one line. */
  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return fields;
  }

  private void add(Map<String, String> line) {
    switch (text(line, "type")) {
      case "clock" -> {
        long monotonic = number(line, "monotonic");
        wallLessMonotonic.put(monotonic, number(line, "wall") - monotonic);
      }
      case "open" -> seen(line).opened = moment(line);
      case "endpoint" -> seen(line);
      case "close" -> seen(line).closed = moment(line);
      case "audit" ->
          audits.merge(
              text(line, "what"),
              new Audit(number(line, "counted"), number(line, "seen")),
              (a, b) -> new Audit(a.counted + b.counted, a.seen + b.seen));
      case "loss" ->
          losses.merge(
              text(line, "what"), Long.parseLong(line.getOrDefault("count", "0")), Long::sum);
      case "footer" -> eventsLost = number(line, "events_lost");
      default -> {}
    }
  }

  private Seen seen(Map<String, String> line) {
    Seen seen = bySocket.computeIfAbsent(text(line, "socket"), k -> new Seen());
    String cookie = line.get("cookie");
    if (cookie != null) {
      byCookie.put(Long.parseUnsignedLong(cookie), seen);
    }
    return seen;
  }

  private Moment moment(Map<String, String> line) {
    long ahead = wallLessMonotonic.lastEntry().getValue();
    return new Moment(number(line, "at") - ahead, !line.containsKey("after"));
  }

  /** What is said of this socket, null when it is not in the recording. */
  @Nullable Seen of(long cookie) {
    return byCookie.get(cookie);
  }

  /** What the kernel counted beside what was seen, by what it is. */
  Map<String, Audit> audits() {
    return audits;
  }

  /** How many were lost, by what they are. */
  Map<String, Long> losses() {
    return losses;
  }

  /** The footer's sum. */
  long eventsLost() {
    return eventsLost;
  }

  private static long number(Map<String, String> line, String name) {
    return Long.parseLong(text(line, name));
  }

  private static String text(Map<String, String> line, String name) {
    String value = line.get(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + line);
    }
    return value;
  }
}
