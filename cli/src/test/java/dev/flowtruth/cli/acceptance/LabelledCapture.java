package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a labelled pcapng file with what their comments say. It reads what the samples
 * need, and shares no code with what wrote it: one little-endian section, one interface.
 */
final class LabelledCapture {
  private static final int PACKET = 6;
  private static final int ETHERNET = 1;
  private static final Pattern CELL = Pattern.compile("(\\w+)=(\\S*)");
  private static final String[] COLUMNS = {"pid", "process", "owners", "basis", "reason"};
  private static final Map<Integer, String> LINKS = Map.of(1, "lo", 2, "va1", 3, "va2");

  /**
   * A packet of IP.
   *
   * @param link that it was captured on, null when the file is of one link
   * @param row what the judge needs
   * @param isLaterFragment true when it has no ports of its own
   */
  record Labelled(@Nullable String link, SampleTruth.Row row, boolean isLaterFragment) {}

  private final List<Labelled> packets = new ArrayList<>();
  private final Map<String, List<String>> portsOfFragments = new HashMap<>();
  private int linkType;

  private LabelledCapture() {}

  static List<Labelled> read(Path file) throws IOException {
    LabelledCapture capture = new LabelledCapture();
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (all.hasRemaining()) {
      int length = all.getInt(all.position() + 4);
      ByteBuffer block = all.slice(all.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      if (block.getInt(0) == 1) {
        capture.linkType = block.getShort(8);
      } else if (block.getInt(0) == PACKET) {
        capture.add(block);
      }
      all.position(all.position() + length);
    }
    return capture.packets;
  }

  private void add(ByteBuffer block) throws UnknownHostException {
    long micros = (long) block.getInt(12) << 32 | block.getInt(16) & 0xffff_ffffL;
    int captured = block.getInt(20);
    ByteBuffer packet = block.slice(28, captured);
    int ip = linkType == ETHERNET ? 14 : 20;
    int type = packet.getShort(linkType == ETHERNET ? 12 : 0) & 0xffff;
    String link = linkType == ETHERNET ? null : LINKS.get(packet.getInt(4));
    Map<String, String> cells = cells(comment(block, 28 + (captured + 3) / 4 * 4));
    if (type == 0x800) {
      v4(link, packet, ip, micros * 1000, cells);
    } else if (type == 0x86dd) {
      v6(link, packet, ip, micros * 1000, cells);
    }
  }

  private static String comment(ByteBuffer block, int options) {
    int at = options;
    while (at + 8 <= block.limit() && block.getShort(at) != 0) {
      int length = block.getShort(at + 2) & 0xffff;
      byte[] value = new byte[length];
      block.get(at + 4, value);
      String text = new String(value, StandardCharsets.UTF_8);
      if (block.getShort(at) == 1 && text.startsWith("flowtruth: ")) {
        return text;
      }
      at += 4 + (length + 3) / 4 * 4;
    }
    return "";
  }

  /** The columns that the judge asks for, whether the comment has them or not. */
  private static Map<String, String> cells(String comment) {
    Map<String, String> cells = new HashMap<>();
    for (String column : COLUMNS) {
      cells.put("src_" + column, "");
      cells.put("dst_" + column, "");
    }
    for (MatchResult cell : CELL.matcher(comment).results().toList()) {
      String value = cell.group(2).replace("+", "%2B");
      cells.put(cell.group(1), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return cells;
  }

  private void v4(
      @Nullable String link, ByteBuffer packet, int ip, long nanos, Map<String, String> cells)
      throws UnknownHostException {
    int fragment = packet.getShort(ip + 6);
    String id = "4 " + packet.getShort(ip + 4);
    int behind = ip + (packet.get(ip) & 0xf) * 4;
    add(
        new Seen(
            link, packet, nanos, cells, id, (fragment & 0x1fff) != 0, packet.get(ip + 9) & 0xff),
        address(packet, ip + 12, 4),
        address(packet, ip + 16, 4),
        behind);
  }

  private void v6(
      @Nullable String link, ByteBuffer packet, int ip, long nanos, Map<String, String> cells)
      throws UnknownHostException {
    int next = packet.get(ip + 6) & 0xff;
    int behind = ip + 40;
    boolean later = false;
    String id = "";
    while (next == 0 || next == 44) {
      later |= next == 44 && (packet.getShort(behind + 2) & 0xfff8) != 0;
      id = next == 44 ? "6 " + packet.getInt(behind + 4) : id;
      int length = next == 44 ? 8 : 8 * (1 + (packet.get(behind + 1) & 0xff));
      next = packet.get(behind) & 0xff;
      behind += length;
    }
    add(
        new Seen(link, packet, nanos, cells, id, later, next),
        address(packet, ip + 8, 16),
        address(packet, ip + 24, 16),
        behind);
  }

  private record Seen(
      @Nullable String link,
      ByteBuffer packet,
      long nanos,
      Map<String, String> cells,
      String id,
      boolean later,
      int protocol) {}

  private void add(Seen seen, String source, String destination, int behind) {
    String datagram = seen.id() + " " + source + " " + destination;
    List<String> ports =
        seen.later()
            ? portsOfFragments.getOrDefault(datagram, List.of("0", "0"))
            : ports(seen, behind);
    portsOfFragments.put(datagram, ports);
    List<String> ends = List.of(source + " " + ports.get(0), destination + " " + ports.get(1));
    SampleTruth.Row row =
        new SampleTruth.Row(
            Integer.toString(seen.protocol()), seen.nanos(), seen.nanos(), ends, seen.cells());
    packets.add(new Labelled(seen.link(), row, seen.later()));
  }

  private static List<String> ports(Seen seen, int behind) {
    boolean has = seen.protocol() == 6 || seen.protocol() == 17 || seen.protocol() == 136;
    return has
        ? List.of(port(seen.packet(), behind), port(seen.packet(), behind + 2))
        : List.of("0", "0");
  }

  private static String port(ByteBuffer packet, int at) {
    return Integer.toString(packet.getShort(at) & 0xffff);
  }

  /** As truth.csv writes it. */
  private static String address(ByteBuffer packet, int at, int size) throws UnknownHostException {
    byte[] bytes = new byte[size];
    packet.get(at, bytes);
    String text = InetAddress.getByAddress(bytes).getHostAddress();
    return size == 4 ? text : shortened(text);
  }

  /** The samples' addresses have one run of zeros. */
  private static String shortened(String text) {
    return text.replaceFirst("(^|:)(0(:|$)){2,}", "::");
  }
}
