package dev.flowtruth.cli.acceptance;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The labelled sample of a tool, read by the notes of its manifest and not by the code under test.
 */
final class ToolRows {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final long SECOND = 1_000_000_000L;

  private static final Map<String, String> NUMBERS =
      Map.of(
          "tcp",
          "6",
          "udp",
          "17",
          "icmp",
          "1",
          "icmp6",
          "58",
          "ipv6-icmp",
          "58",
          "igmp",
          "2",
          "udp-l",
          "136",
          "udplite",
          "136",
          "ib",
          "253"); // ib: 253 where ra prints numbers

  private ToolRows() {}

  /** Calls the sink with each row that the tool means to be a flow. */
  static void read(String name, Path file, Consumer<SampleTruth.Row> sink) throws IOException {
    String tool = name.substring(0, name.indexOf('.')).replaceFirst("-(va1|lo)$", "");
    for (Map<String, String> cells : cells(name, file)) {
      SampleTruth.Row row = row(tool, cells);
      if (row != null) {
        sink.accept(row);
      }
    }
  }

  private static List<Map<String, String>> cells(String name, Path file) throws IOException {
    if (name.endsWith(".json") && name.startsWith("nfdump")) {
      return objects(file);
    }
    if (name.endsWith(".fmt.csv")) {
      return padded(file);
    }
    if (name.endsWith(".json") || name.endsWith(".log")) {
      return LabelledFile.read(file);
    }
    return table(file, name.endsWith(".tsv") ? '\t' : ',');
  }

  /** Rows that are as wide as the header. */
  private static List<Map<String, String>> table(Path file, char delimiter) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (var reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(file)) {
      for (var record : reader) {
        if (names.isEmpty()) {
          record.getFields().forEach(n -> names.add(n.strip().toLowerCase(Locale.ROOT)));
        } else if (record.getFieldCount() == names.size()) {
          rows.add(row(names, record.getFields()));
        }
      }
    }
    return rows;
  }

  private static Map<String, String> row(List<String> names, List<String> values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), values.get(i).strip());
    }
    return row;
  }

  /** A header with blanks between its titles, above rows with commas. */
  private static List<Map<String, String>> padded(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> names = new ArrayList<>(List.of("ts", "te", "td", "pr", "sa", "sp", "da", "dp"));
    names.addAll(List.of("pkt", "byt", "flg"));
    String[] added = lines.get(0).split(",", -1);
    names.addAll(Arrays.asList(added).subList(1, added.length));
    Path bare = file.resolveSibling(file.getFileName() + ".bare");
    Files.writeString(
        bare, String.join(",", names) + "\n", java.nio.charset.StandardCharsets.UTF_8);
    Files.write(bare, lines.subList(1, lines.size()), java.nio.file.StandardOpenOption.APPEND);
    return table(bare, ',');
  }

  private static List<Map<String, String>> objects(Path file) throws IOException {
    String text = Files.readString(file);
    Path lines = file.resolveSibling(file.getFileName() + ".lines");
    String flat = text.substring(2).replace("\n", "").replace("},{\t\"type\"", "}\n{\t\"type\"");
    Files.writeString(lines, flat.replaceFirst("\\]$", "") + "\n");
    return LabelledFile.read(lines);
  }

  private static SampleTruth.@Nullable Row row(String tool, Map<String, String> cells) {
    UnaryOperator<String> cell = name -> cells.getOrDefault(name, "");
    return switch (tool) {
      case "nfstream" -> ms(cells, cell);
      case "zeek-conn" -> zeek(cells, cell);
      case "cicflowmeter-java", "cicids2017-style" -> cic(cells, cell);
      case "cicflowmeter-py-0", "cicflowmeter-py-0.5" -> python(cells, cell);
      case "argus-default", "argus-custom", "argus-tab" -> argus(cells, cell);
      case "nfdump" -> cells.containsKey("proto") ? nfdumpJson(cells, cell) : nfdump(cells, cell);
      case "pmacct" -> pmacct(cells, cell);
      case "ndpi" -> ndpi(cells, cell);
      case "tshark-fields" -> tshark(cells, cell);
      default -> throw new IllegalArgumentException(tool);
    };
  }

  private static SampleTruth.Row row(
      String protocol,
      long first,
      long last,
      String source,
      String destination,
      Map<String, String> cells) {
    return new SampleTruth.Row(
        NUMBERS.getOrDefault(protocol.toLowerCase(Locale.ROOT), protocol),
        first,
        last,
        List.of(source, destination),
        cells);
  }

  private static SampleTruth.Row ms(Map<String, String> cells, UnaryOperator<String> cell) {
    return row(
        cell.apply("protocol"),
        Long.parseLong(cell.apply("bidirectional_first_seen_ms")) * 1_000_000,
        Long.parseLong(cell.apply("bidirectional_last_seen_ms")) * 1_000_000,
        cell.apply("src_ip") + " " + cell.apply("src_port"),
        cell.apply("dst_ip") + " " + cell.apply("dst_port"),
        cells);
  }

  private static SampleTruth.Row zeek(Map<String, String> cells, UnaryOperator<String> cell) {
    boolean six = cell.apply("id.orig_h").indexOf(':') >= 0;
    String protocol = cell.apply("proto");
    long first = seconds(cell.apply("ts"));
    String duration = cell.apply("duration");
    return row(
        protocol.equals("icmp") && six ? "icmp6" : protocol,
        first,
        first + (duration.isEmpty() ? 0 : seconds(duration)),
        cell.apply("id.orig_h") + " " + cell.apply("id.orig_p"),
        cell.apply("id.resp_h") + " " + cell.apply("id.resp_p"),
        cells);
  }

  private static SampleTruth.Row cic(Map<String, String> cells, UnaryOperator<String> cell) {
    boolean old = cells.containsKey("source ip");
    String time = cell.apply("timestamp") + (old ? " PM" : "");
    DateTimeFormatter form = DateTimeFormatter.ofPattern("dd/MM/yyyy hh:mm:ss a", Locale.ENGLISH);
    long first = local(LocalDateTime.parse(time, form));
    String source = old ? "source" : "src";
    String target = old ? "destination" : "dst";
    return row(
        cell.apply("protocol"),
        first,
        first + Long.parseLong(cell.apply("flow duration")) * 1000 + SECOND,
        cell.apply(source + " ip") + " " + cell.apply(source + " port"),
        cell.apply(target + " ip") + " " + cell.apply(target + " port"),
        cells);
  }

  private static SampleTruth.Row python(Map<String, String> cells, UnaryOperator<String> cell) {
    long first = local(LocalDateTime.parse(cell.apply("timestamp").replace(' ', 'T')));
    // The duration in seconds follows from two other columns, whatever the unit of its own.
    double packets =
        Double.parseDouble(cell.apply("tot_fwd_pkts"))
            + Double.parseDouble(cell.apply("tot_bwd_pkts"));
    double rate = Double.parseDouble(cell.apply("flow_pkts_s"));
    double duration = rate == 0 ? 0 : packets / rate;
    return row(
        cell.apply("protocol"),
        first,
        first + (long) (duration * SECOND) + SECOND,
        cell.apply("src_ip") + " " + cell.apply("src_port"),
        cell.apply("dst_ip") + " " + cell.apply("dst_port"),
        cells);
  }

  private static SampleTruth.@Nullable Row argus(
      Map<String, String> cells, UnaryOperator<String> cell) {
    if (cell.apply("proto").equals("man")) {
      return null;
    }
    String time = cell.apply("starttime");
    long first = time.indexOf(':') > 0 ? local(LocalTime.parse(time).atDate(DAY)) : seconds(time);
    long last = cells.containsKey("lasttime") ? seconds(cell.apply("lasttime")) : first;
    last = cells.containsKey("dur") ? first + seconds(cell.apply("dur")) : last;
    return row(
        cell.apply("proto"),
        first,
        last,
        cell.apply("srcaddr") + " " + cell.apply("sport"),
        cell.apply("dstaddr") + " " + cell.apply("dport"),
        cells);
  }

  private static SampleTruth.@Nullable Row nfdump(
      Map<String, String> cells, UnaryOperator<String> cell) {
    String time = cell.apply("ts");
    if (time.indexOf('-') < 0) {
      return null;
    }
    long resolution = time.indexOf('.') < 0 ? SECOND : SECOND / 1000;
    return row(
        cell.apply("pr"),
        local(LocalDateTime.parse(time.replace(' ', 'T'))),
        local(LocalDateTime.parse(cell.apply("te").replace(' ', 'T'))) + resolution,
        cell.apply("sa") + " " + cell.apply("sp"),
        cell.apply("da") + " " + cell.apply("dp"),
        cells);
  }

  private static SampleTruth.Row nfdumpJson(Map<String, String> cells, UnaryOperator<String> cell) {
    return row(
        cell.apply("proto"),
        local(LocalDateTime.parse(cell.apply("first"))),
        local(LocalDateTime.parse(cell.apply("last"))) + SECOND / 1000,
        cell.apply("src4_addr") + cell.apply("src6_addr") + " " + cell.apply("src_port"),
        cell.apply("dst4_addr") + cell.apply("dst6_addr") + " " + cell.apply("dst_port"),
        cells);
  }

  private static SampleTruth.Row pmacct(Map<String, String> cells, UnaryOperator<String> cell) {
    boolean json = cells.containsKey("ip_src");
    return row(
        cell.apply(json ? "ip_proto" : "protocol"),
        local(LocalDateTime.parse(cell.apply("timestamp_min").replace(' ', 'T'))),
        local(LocalDateTime.parse(cell.apply("timestamp_max").replace(' ', 'T'))) + SECOND,
        cell.apply(json ? "ip_src" : "src_ip") + " " + cell.apply(json ? "port_src" : "src_port"),
        cell.apply(json ? "ip_dst" : "dst_ip") + " " + cell.apply(json ? "port_dst" : "dst_port"),
        cells);
  }

  private static SampleTruth.Row ndpi(Map<String, String> cells, UnaryOperator<String> cell) {
    return row(
        cell.apply("protocol"),
        seconds(cell.apply("first_seen")),
        seconds(cell.apply("last_seen")) + SECOND / 1000,
        cell.apply("src_ip") + " " + cell.apply("src_port"),
        cell.apply("dst_ip") + " " + cell.apply("dst_port"),
        cells);
  }

  private static SampleTruth.Row tshark(Map<String, String> cells, UnaryOperator<String> cell) {
    boolean tcp = !cell.apply("tcp.srcport").isEmpty();
    boolean six = cell.apply("ip.src").isEmpty();
    String ports = tcp ? "tcp" : "udp";
    String proto = cell.apply(six ? "ipv6.nxt" : "ip.proto");
    long time = seconds(cell.apply("frame.time_epoch"));
    return row(
        proto,
        time,
        time,
        cell.apply(six ? "ipv6.src" : "ip.src") + " " + cell.apply(ports + ".srcport"),
        cell.apply(six ? "ipv6.dst" : "ip.dst") + " " + cell.apply(ports + ".dstport"),
        cells);
  }

  private static long seconds(String text) {
    return new BigDecimal(text).movePointRight(9).longValue();
  }

  private static long local(LocalDateTime time) {
    var instant = time.atZone(BERLIN).toInstant();
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }
}
