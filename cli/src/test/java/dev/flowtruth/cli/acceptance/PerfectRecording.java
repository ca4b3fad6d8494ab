package dev.flowtruth.cli.acceptance;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The recording that a source which misses nothing would have written: sockets.csv as lines. */
final class PerfectRecording {
  private static final Map<String, String> NETNS = Map.of("A", "4026532177", "B", "4026532246");
  private static final Map<String, Integer> INDEX =
      Map.of("va1", 2, "va2", 3, "vb1", 2, "vb2", 3, "lo", 1);
  private static final Map<String, String> ROLES =
      Map.of("creator", "creator", "acceptor", "acceptor", "holder", "holder");
  private static final String LAST = "99999999999999999999";

  private final Map<String, String> startTicks = new HashMap<>();
  private final Map<String, Integer> processes = new HashMap<>();
  private final Set<String> users = new HashSet<>();

  /** When the handshakes began that the accepted sockets, by cookie, came of. */
  private final Map<String, String> begun = new HashMap<>();

  /** What a socket, by cookie, tried to reach and was refused, which sockets.csv leaves out. */
  private final Map<String, String> refused = new HashMap<>();

  private final boolean knowsUse;
  private final List<Line> lines = new ArrayList<>();

  /** A line, and its place in time; within one moment by rank. */
  private record Line(String at, int rank, String text) {}

  private PerfectRecording(boolean knowsUse) {
    this.knowsUse = knowsUse;
  }

  /**
   * Writes it.
   *
   * @param knowsUse whether it knows who sent and received on a socket, as event sources do
   */
  static Path write(Path file, boolean knowsUse) throws IOException {
    PerfectRecording recording = new PerfectRecording(knowsUse);
    recording.readProcesses();
    recording.readUsers();
    int socket = 0;
    for (Map<String, String> row : Samples.table("sockets.csv")) {
      recording.socket(++socket, row);
    }
    return Files.write(file, recording.inOrder());
  }

  private List<String> inOrder() {
    lines.sort(Comparator.comparing(Line::at).thenComparingInt(Line::rank));
    String begin = lines.get(0).at();
    List<String> all = new ArrayList<>();
    all.add(
        "{\"type\":\"header\",\"schema\":\"flowtruth/1\",\"version\":\"0\","
            + "\"host\":{\"name\":\"sample\",\"id\":\"\"},\"boot_id\":\"b\",\"os\":\"linux\","
            + "\"kernel\":\"6\",\"provider\":\"sample\",\"capabilities\":[\"events\"],\"at\":"
            + quoted(begin)
            + "}");
    all.add(
        "{\"type\":\"clock\",\"wall\":"
            + quoted(begin)
            + ",\"monotonic\":\"1\",\"boottime\":\"1\"}");
    addresses(begin, all);
    lines.forEach(line -> all.add(line.text()));
    return all;
  }

  private static void addresses(String at, List<String> all) {
    for (String side : List.of("A", "B")) {
      all.add(address(side, "lo", "127.0.0.1", 8, at));
      all.add(address(side, "lo", "::1", 128, at));
      for (String cable : List.of("1", "2")) {
        String link = (side.equals("A") ? "va" : "vb") + cable;
        String number = side.equals("A") ? "1" : "2";
        all.add(address(side, link, "10.77." + cable + "." + number, 24, at));
        all.add(address(side, link, "fd77:" + cable + "::" + number, 64, at));
        all.add(address(side, link, side.equals("A") ? "fe80::a" : "fe80::b", 64, at));
      }
    }
  }

  private static String address(String side, String link, String ip, int prefix, String at) {
    String scope = ip.startsWith("fe80") ? ",\"scope\":" + index(link) : "";
    return "{\"type\":\"address\",\"ip\":"
        + quoted(ip)
        + scope
        + ",\"prefix\":"
        + prefix
        + ",\"netns\":"
        + netns(side)
        + ",\"interface\":"
        + quoted(link)
        + ",\"index\":"
        + index(link)
        + ",\"at\":"
        + quoted(at)
        + "}";
  }

  private void readProcesses() throws IOException {
    for (Map<String, String> row : Samples.table("procs.csv")) {
      startTicks.put(row.get("pid") + "@" + row.get("start_ns"), row.get("start_ticks"));
    }
  }

  private void readUsers() throws IOException {
    for (Map<String, String> row : Samples.table("truth.csv")) {
      begun.put(cell(row, "dst_cookies"), cell(row, "start_ns"));
      if (cell(row, "note").equals("refused")) {
        refused.put(cell(row, "src_cookies"), cell(row, "dst_ip") + ":" + cell(row, "dst_port"));
      }
      for (String end : List.of("src", "dst")) {
        for (String cookie : cell(row, end + "_cookies").split(";", -1)) {
          for (String pid : cell(row, end + "_user_pids").split(";", -1)) {
            users.add(cookie + " " + pid);
          }
        }
      }
    }
  }

  private void socket(int id, Map<String, String> row) throws IOException {
    String opened = cell(row, "opened_ns");
    String closed = cell(row, "closed_ns").isEmpty() ? LAST : cell(row, "closed_ns");
    List<Map<String, String>> owners = Samples.objects(cell(row, "owners"));
    owners.sort(Comparator.comparing(owner -> cell(owner, "from")));
    boolean listens = cell(row, "bind_kind").startsWith("listen");
    boolean ownedAtOnce = !owners.isEmpty() && cell(owners.get(0), "from").compareTo(opened) <= 0;
    add(opened, 1, open(id, row, opened, ownedAtOnce));
    for (int i = 0; i < owners.size(); i++) {
      Map<String, String> owner = owners.get(i);
      String from = cell(owner, "from").compareTo(opened) < 0 ? opened : cell(owner, "from");
      int process = process(owner, from);
      String role = listens ? "listener" : ROLES.getOrDefault(cell(owner, "role"), "holder");
      boolean used = knowsUse && users.contains(cell(row, "cookie") + " " + cell(owner, "pid"));
      add(from, 2, owner(id, process, role, used, from));
      if (isLastImage(owners, i) && cell(owner, "to").compareTo(closed) < 0) {
        add(cell(owner, "to"), 3, disowned(id, process, cell(owner, "to")));
      }
    }
    if (!closed.equals(LAST)) {
      String close = "{\"type\":\"close\",\"socket\":" + id + ",\"cause\":\"closed\",\"at\":";
      add(closed, 4, close + quoted(closed) + "}");
    }
  }

  /** An image that another of the same process follows ends by that, not by letting go. */
  private static boolean isLastImage(List<Map<String, String>> owners, int i) {
    return owners.stream().skip(i + 1L).noneMatch(o -> identity(o).equals(identity(owners.get(i))));
  }

  private static String identity(Map<String, String> owner) {
    return cell(owner, "pid") + "@" + cell(owner, "start");
  }

  private String open(int id, Map<String, String> row, String at, boolean more) {
    return "{\"type\":\"open\",\"socket\":"
        + id
        + protocol(row)
        + end("local", cell(row, "local"))
        + end("peer", remote(row))
        + ",\"state\":"
        + quoted(state(row))
        + ",\"netns\":"
        + netns(cell(row, "netns"))
        + ",\"inode\":"
        + cell(row, "inode")
        + ",\"cookie\":"
        + cell(row, "cookie")
        + (more ? ",\"more\":true" : ",\"reason\":\"seen_without_owner\"")
        + ",\"at\":"
        + quoted(at)
        + after(row, at)
        + "}";
  }

  /** A connection's first packet is older than its acceptance; the kernel knows by how much. */
  private String after(Map<String, String> row, String at) {
    String start = begun.getOrDefault(cell(row, "cookie"), at);
    boolean earlier = cell(row, "role").equals("acceptor") && start.compareTo(at) < 0;
    return earlier ? ",\"after\":" + quoted(start) : "";
  }

  private static String protocol(Map<String, String> row) {
    String number = cell(row, "proto");
    if (cell(row, "type").equals("raw")) {
      return ",\"protocol\":\"raw\",\"protocol_number\":" + number;
    }
    String name =
        Map.of("1", "icmp", "6", "tcp", "17", "udp", "58", "icmp6", "136", "udplite")
            .getOrDefault(number, "ip-" + number);
    return ",\"protocol\":" + quoted(name);
  }

  private String state(Map<String, String> row) {
    if (cell(row, "bind_kind").startsWith("listen")) {
      return "listen";
    }
    return remote(row).isEmpty() ? "unconnected" : "established";
  }

  private String remote(Map<String, String> row) {
    String known = cell(row, "remote");
    return known.isEmpty() ? refused.getOrDefault(cell(row, "cookie"), "") : known;
  }

  /** {@code 10.0.0.1:80}, {@code [fe80::a]%va1:80}, or nothing. */
  private static String end(String name, String text) {
    if (text.isEmpty()) {
      return "";
    }
    int colon = text.lastIndexOf(':');
    String address = text.substring(0, colon);
    int percent = address.indexOf('%');
    String scope =
        percent < 0 ? "" : ",\"" + name + "_scope\":" + index(address.substring(percent + 1));
    String ip = address.replaceFirst("%.*", "").replaceAll("[\\[\\]]", "");
    return ",\""
        + name
        + "_ip\":"
        + quoted(ip)
        + scope
        + ",\""
        + name
        + "_port\":"
        + text.substring(colon + 1);
  }

  private int process(Map<String, String> owner, String at) {
    Integer known = processes.get(identity(owner));
    int id = known == null ? processes.size() + 1 : known;
    processes.put(identity(owner), id);
    add(
        at,
        0,
        "{\"type\":\"process\",\"process\":"
            + id
            + ",\"pid\":"
            + cell(owner, "pid")
            + ",\"start_id\":"
            + startTicks.getOrDefault(identity(owner), "0")
            + ",\"start\":"
            + quoted(cell(owner, "start"))
            + ",\"name\":"
            + quoted(cell(owner, "name"))
            + ",\"comm\":"
            + quoted(cell(owner, "comm"))
            + ",\"executable\":"
            + quoted(cell(owner, "exe"))
            + ",\"uid\":"
            + cell(owner, "uid")
            + ",\"at\":"
            + quoted(at)
            + "}");
    return id;
  }

  private static String owner(int socket, int process, String role, boolean used, String at) {
    return "{\"type\":\"owner\",\"socket\":"
        + socket
        + ",\"process\":"
        + process
        + ",\"role\":"
        + quoted(role)
        + ",\"used\":"
        + used
        + ",\"at\":"
        + quoted(at)
        + "}";
  }

  private static String disowned(int socket, int process, String at) {
    return "{\"type\":\"disowned\",\"socket\":"
        + socket
        + ",\"process\":"
        + process
        + ",\"reason\":\"seen_without_owner\",\"at\":"
        + quoted(at)
        + "}";
  }

  private void add(String at, int rank, String text) {
    lines.add(new Line(at, rank, text));
  }

  private static String netns(String side) {
    return NETNS.getOrDefault(side, "0");
  }

  private static int index(String link) {
    return INDEX.getOrDefault(link, 0);
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  private static String cell(Map<String, String> row, String name) {
    String value = row.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " in " + row);
    }
    return value;
  }
}
