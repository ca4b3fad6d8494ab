package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.Reason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The first line of a file and the last. */
final class FrontLines {
  private static final String PREFIX = "flowtruth/";

  private FrontLines() {}

  static RecordingHeader header(Line line) throws BadRecordingException {
    checkSchema(line);
    Line host = line.object("host");
    HostIdentity identity =
        new HostIdentity(
            host.textOrEmpty("name"),
            host.textOrEmpty("id"),
            line.textOrEmpty("boot_id"),
            line.textOrEmpty("os"),
            line.textOrEmpty("kernel"));
    List<String> capabilities = line.texts("capabilities");
    long period = line.time("period", -1);
    return new RecordingHeader(
        line.textOrEmpty("version"),
        identity,
        line.textOrEmpty("provider"),
        capabilities == null ? Set.of() : new TreeSet<>(capabilities),
        period < 0 ? null : period,
        line.time("at"),
        (int) line.number("part", 0, Integer.MAX_VALUE, 0));
  }

  private static void checkSchema(Line line) throws BadRecordingException {
    int major =
        line.word("schema", FrontLines::major, "a schema such as " + RecordingHeader.SCHEMA);
    if (major > RecordingHeader.MAJOR) {
      throw line.bad(
          "schema",
          RecordingHeader.SCHEMA + " or older: a newer version of flowtruth wrote this recording");
    }
  }

  private static int major(String schema) {
    if (!schema.startsWith(PREFIX)) {
      throw new IllegalArgumentException("no schema of flowtruth");
    }
    String version = schema.substring(PREFIX.length());
    int dot = version.indexOf('.');
    return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
  }

  static RecordingFooter footer(Line line) throws BadRecordingException {
    Map<String, Long> lines = new LinkedHashMap<>();
    Line counts = line.object("lines");
    for (LineType type : LineType.values()) {
      if (counts.has(type.label())) {
        lines.put(type.label(), count(counts, type.label()));
      }
    }
    RecordingTotals totals =
        new RecordingTotals(
            count(line, "sockets_opened"),
            count(line, "sockets_without_owner"),
            withoutOwner(line.object("without_owner")),
            count(line, "events_lost"),
            count(line, "losses"),
            count(line, "gaps"),
            count(line, "processes_vanished"));
    return new RecordingFooter(lines, totals, line.flag("continued"), line.time("at"));
  }

  private static Map<Reason, Long> withoutOwner(Line counts) throws BadRecordingException {
    Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      if (counts.has(reason.label())) {
        byReason.put(reason, count(counts, reason.label()));
      }
    }
    return byReason;
  }

  private static long count(Line line, String field) throws BadRecordingException {
    return line.number(field, 0, Long.MAX_VALUE, 0);
  }
}
