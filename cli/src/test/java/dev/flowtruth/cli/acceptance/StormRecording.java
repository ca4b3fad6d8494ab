package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.StormSocket;
import dev.flowtruth.workload.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The recording of a storm that a source which misses nothing would have written. */
final class StormRecording {
  private static final String HEADER =
      """
      {"type":"header","schema":"flowtruth/1","version":"0","host":{"name":"storm","id":""},\
      "boot_id":"b","os":"linux","kernel":"6","provider":"perfect","capabilities":["events"],\
      "at":"%d"}""";

  private final List<Line> lines = new ArrayList<>();
  private final Map<Long, Integer> processes = new LinkedHashMap<>();
  private final ToLongFunction<StormSocket> pidOf;

  /** One reading of the clocks for all: each process's own differs by some nanoseconds. */
  private final long ahead;

  private int sockets;

  /** A line and its time; what is added first comes first within a moment. */
  private record Line(long at, String text) {}

  private StormRecording(ToLongFunction<StormSocket> pidOf, long ahead) {
    this.pidOf = pidOf;
    this.ahead = ahead;
  }

  /**
   * Writes it.
   *
   * @param pidOf who is to be named as the owner
   */
  static Path write(Path file, List<StormSocket> sockets, ToLongFunction<StormSocket> pidOf)
      throws IOException {
    StormSocket.Member any = sockets.get(0).process();
    StormRecording recording = new StormRecording(pidOf, any.wallLessMonotonic());
    sockets.forEach(recording::add);
    recording.lines.sort(Comparator.comparingLong(Line::at));
    long start = recording.lines.get(0).at;
    List<String> all = new ArrayList<>();
    all.add(HEADER.formatted(start));
    all.add(
        "{\"type\":\"clock\",\"wall\":\"%d\",\"monotonic\":\"%d\",\"boottime\":\"1\"}"
            .formatted(start, start - recording.ahead));
    all.add(address("127.0.0.1", 8, any, start));
    all.add(address("::1", 128, any, start));
    recording.lines.forEach(line -> all.add(line.text));
    return Files.write(file, all);
  }

  private static String address(String ip, int prefix, StormSocket.Member any, long at) {
    return "{\"type\":\"address\",\"ip\":\"%s\",\"prefix\":%d,\"netns\":%d,\"interface\":\"lo\",\"index\":1,\"at\":\"%d\"}"
        .formatted(ip, prefix, any.netns(), at);
  }

  private void add(StormSocket socket) {
    long opened = socket.openedNanos() + ahead;
    int process = process(socket, opened);
    int id = ++sockets;
    line(opened, open(id, socket) + ",\"more\":true", opened);
    String owner = "{\"type\":\"owner\",\"socket\":%d,\"process\":%d,\"role\":\"%s\",\"used\":true";
    String role = socket.process().role().replace("server", "creator");
    line(opened, owner.formatted(id, process, role), opened);
    long closed = socket.closingNanos() + ahead;
    line(closed, "{\"type\":\"close\",\"socket\":%d,\"cause\":\"closed\"".formatted(id), closed);
  }

  private void line(long at, String text, long said) {
    lines.add(new Line(at, text + ",\"at\":\"" + said + "\"}"));
  }

  private int process(StormSocket socket, long at) {
    long pid = pidOf.applyAsLong(socket);
    Integer known = processes.get(pid);
    int id = known == null ? processes.size() + 1 : known;
    if (known == null) {
      processes.put(pid, id);
    }
    String line =
        "{\"type\":\"process\",\"process\":%d,\"pid\":%d,\"start_id\":\"1\",\"name\":\"%s\"";
    line(at, line.formatted(id, pid, socket.process().holder().name()), at);
    return id;
  }

  private static String open(int id, StormSocket socket) {
    String unconnected = Addresses.isWildcard(socket.local()) ? "" : end("peer", socket.peer());
    return "{\"type\":\"open\",\"socket\":%d,\"protocol\":\"%s\"%s%s,\"netns\":%d,\"cookie\":\"%d\",\"v6only\":%s"
        .formatted(
            id,
            socket.process().protocol(),
            end("local", socket.local()),
            unconnected,
            socket.process().netns(),
            socket.cookie(),
            socket.local().ip().equals("::"));
  }

  private static String end(String name, Truth.@org.jspecify.annotations.Nullable Address address) {
    return address == null
        ? ""
        : ",\"%s_ip\":\"%s\",\"%s_port\":%d".formatted(name, address.ip(), name, address.port());
  }
}
