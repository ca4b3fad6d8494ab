package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** truth.csv, and what labelled rows are worth by it. */
final class SampleTruth {
  private static final long SLACK_NANOS = 2_000_000L;

  /** Packets of a connection that was closed may still come: {@code recent}. */
  private static final long LATE_NANOS = 60_000_000_000L;

  private static final Set<String> WITHOUT_PORTS = Set.of("1", "58", "136", "253");

  private final List<Map<String, String>> truth;
  private final Map<String, Map<String, Integer>> table = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  SampleTruth() throws IOException {
    truth = Samples.table("truth.csv");
  }

  /**
   * A row of a labelled file, whatever its format.
   *
   * @param protocol IP protocol number
   * @param firstNanos wall clock
   * @param lastNanos wall clock
   * @param ends address and port of the source, and of the destination
   * @param cells all cells by name
   */
  record Row(
      String protocol,
      long firstNanos,
      long lastNanos,
      List<String> ends,
      Map<String, String> cells) {
    String cell(String name) {
      String value = cells.get(name);
      if (value == null) {
        throw new AssertionError("no column " + name + " in " + cells.keySet());
      }
      return value;
    }
  }

  /** Judges both ends of a row of the flow file of one capture. */
  void judge(String link, Row row) {
    judge(link, row, false);
  }

  /** Judges both ends of a packet, which has the name of what the process ran at its time. */
  void judgePacket(String link, Row row) {
    judge(link, row, true);
  }

  private void judge(String link, Row row, boolean packet) {
    List<Map<String, String>> flows = flowsOf(link, row);
    for (int i = 0; i < 2; i++) {
      String end = i == 0 ? "src" : "dst";
      String verdict = verdict(flows, row, end, packet);
      String name = flows.isEmpty() ? "no flow of a process" : flows.get(0).get("case");
      table
          .computeIfAbsent(link + " " + name + " " + end, k -> new TreeMap<>())
          .merge(verdict, 1, Integer::sum);
      if (verdict.equals("wrong")) {
        wrong.add(link + " " + name + " " + end + ": " + row + " of " + flows);
      }
    }
  }

  /** The true flows that a row shows: several where a tool took two for one. */
  private List<Map<String, String>> flowsOf(String link, Row row) {
    List<Map<String, String>> tuple =
        truth.stream().filter(flow -> flow.get("link").equals(link) && fits(flow, row)).toList();
    List<Map<String, String>> during =
        tuple.stream().filter(flow -> overlap(flow, row) > SLACK_NANOS).toList();
    if (!during.isEmpty()) {
      return during;
    }
    return tuple.stream()
        .filter(flow -> overlap(flow, row) > -LATE_NANOS)
        .max(Comparator.comparingLong(flow -> overlap(flow, row)))
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean fits(Map<String, String> flow, Row row) {
    return flow.get("proto").equals(row.protocol())
        && new HashSet<>(ends(flow)).equals(new HashSet<>(bare(row)));
  }

  /** Below 0: the time between them. */
  private static long overlap(Map<String, String> flow, Row row) {
    return Math.min(nanos(flow, "end_ns"), row.lastNanos())
        - Math.max(nanos(flow, "start_ns"), row.firstNanos());
  }

  private static long nanos(Map<String, String> flow, String name) {
    return Long.parseLong(flow.getOrDefault(name, "0"));
  }

  private static List<String> ends(Map<String, String> flow) {
    boolean ports = !WITHOUT_PORTS.contains(flow.get("proto"));
    return Arrays.asList(
        flow.get("src_ip") + " " + (ports ? flow.get("src_port") : "0"),
        flow.get("dst_ip") + " " + (ports ? flow.get("dst_port") : "0"));
  }

  private static List<String> bare(Row row) {
    boolean ports = !WITHOUT_PORTS.contains(row.protocol());
    return row.ends().stream().map(end -> ports ? end : end.replaceFirst(" .*", " 0")).toList();
  }

  private static String verdict(
      List<Map<String, String>> flows, Row row, String end, boolean packet) {
    String pid = row.cell(end + "_pid");
    String reason = row.cell(end + "_reason");
    if (pid.isEmpty() == reason.isEmpty()) {
      return "wrong";
    }
    if (pid.isEmpty()) {
      return reason;
    }
    if (flows.isEmpty()) {
      return "wrong";
    }
    boolean owner = flows.stream().allMatch(flow -> isOwner(flow, trueEnd(flow, row, end), pid));
    String name = row.cell(end + "_process");
    String side = trueEnd(flows.get(0), row, end);
    boolean named =
        packet
            ? namesAtTheTime(flows.get(0), row, side, pid).contains(name)
            : firstName(flows.get(0), row, side, pid).equals(name);
    return owner && named ? "right" : "wrong";
  }

  /**
   * What the process ran within the slack around a packet; the nearest image where it did not hold
   * the socket then: in a handshake before the accept, or after the close.
   */
  private static Set<String> namesAtTheTime(
      Map<String, String> flow, Row row, String end, String pid) {
    try {
      Set<String> names = new HashSet<>();
      long nearest = SLACK_NANOS;
      for (Map<String, String> owner : Samples.objects(flow.getOrDefault(end + "_owners", ""))) {
        long before = Long.parseLong(owner.getOrDefault("from", "0")) - row.firstNanos();
        long after = row.firstNanos() - Long.parseLong(owner.getOrDefault("to", "0"));
        long distance = Math.max(SLACK_NANOS, Math.max(before, after));
        if (pid.equals(owner.get("pid"))) {
          if (names.isEmpty() || distance < nearest) {
            names.clear();
            nearest = distance;
          }
          if (distance == nearest) {
            names.add(owner.getOrDefault("name", ""));
          }
        }
      }
      return names;
    } catch (IOException e) {
      throw new AssertionError("truth.csv has owners that are no JSON", e);
    }
  }

  /** Tools may turn a flow round. */
  private static String trueEnd(Map<String, String> flow, Row row, String end) {
    boolean same = bare(row).get(0).equals(ends(flow).get(0));
    return same ? end : end.equals("src") ? "dst" : "src";
  }

  /** Several sockets fit a multicast: whoever is named alone is named by chance. */
  private static boolean isOwner(Map<String, String> flow, String end, String pid) {
    if (flow.getOrDefault(end + "_cookies", "").contains(";")) {
      return false;
    }
    String users = flow.getOrDefault(end + "_user_pids", "");
    String holders = flow.getOrDefault(end + "_pids", "");
    return List.of((users.isEmpty() ? holders : users).split(";", -1)).contains(pid);
  }

  /**
   * What the process of the first flow ran when the row began, or when it got the socket if that
   * was later.
   */
  private static String firstName(Map<String, String> flow, Row row, String end, String pid) {
    try {
      for (Map<String, String> owner : Samples.objects(flow.getOrDefault(end + "_owners", ""))) {
        boolean over =
            Long.parseLong(owner.getOrDefault("to", "0")) < row.firstNanos() - SLACK_NANOS;
        if (pid.equals(owner.get("pid")) && !over) {
          return owner.getOrDefault("name", "");
        }
      }
      return "";
    } catch (IOException e) {
      throw new AssertionError("truth.csv has owners that are no JSON", e);
    }
  }

  /** The ends of a TCP or UDP row that a process owned, and that are neither named nor doubtful. */
  List<String> misses(String link, Row row) {
    List<String> misses = new ArrayList<>();
    List<Map<String, String>> flows = flowsOf(link, row);
    if (!List.of("6", "17").contains(row.protocol()) || flows.isEmpty()) {
      return misses;
    }
    for (String end : List.of("src", "dst")) {
      String reason = row.cell(end + "_reason");
      boolean owned =
          flows.stream()
              .noneMatch(f -> f.getOrDefault(trueEnd(f, row, end) + "_pids", "").isEmpty());
      if (owned && !reason.isEmpty() && !reason.equals("ambiguous") && !isReceivedByAll(flows)) {
        misses.add(link + " " + flows.get(0).get("case") + " " + end + " " + reason + ": " + row);
      }
    }
    return misses;
  }

  /** All members of a multicast group receive it. */
  private static boolean isReceivedByAll(List<Map<String, String>> flows) {
    return flows.stream().anyMatch(flow -> "multicast".equals(flow.get("case")));
  }

  /** How often each verdict was given, over all cases. */
  Map<String, Integer> verdicts() {
    Map<String, Integer> verdicts = new TreeMap<>();
    table.values().forEach(cells -> cells.forEach((v, n) -> verdicts.merge(v, n, Integer::sum)));
    return verdicts;
  }

  List<String> wrong() {
    return wrong;
  }

  int count(String word) {
    return table.values().stream().mapToInt(cells -> cells.getOrDefault(word, 0)).sum();
  }

  /** A line for each capture, case and end, with its verdicts. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    table.forEach((name, cells) -> text.append(String.format("%-44s %s%n", name, cells)));
    return text.toString();
  }
}
