package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes true flows as the flow files of other tools; the id of the flow is in id or uid. */
final class FlowFiles {
  private static final long MILLI = 1_000_000L;
  private static final String NFSTREAM_HEADER =
      "id,expiration_id,src_ip,src_mac,src_oui,src_port,dst_ip,dst_mac,dst_oui,dst_port,protocol,"
          + "ip_version,vlan_id,tunnel_id,bidirectional_first_seen_ms,bidirectional_last_seen_ms,"
          + "bidirectional_duration_ms,bidirectional_packets,bidirectional_bytes";
  private static final String ZEEK_HEADER =
      """
      #separator \\x09
      #set_separator\t,
      #empty_field\t(empty)
      #unset_field\t-
      #path\tconn
      #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\tconn_state
      #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tinterval\tstring""";

  private FlowFiles() {}

  /** As NFStream's to_csv, times in whole milliseconds. */
  static Path nfstream(Path file, List<TrueFlow> flows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(NFSTREAM_HEADER));
    flows.forEach(flow -> lines.add(nfstreamLine(flow)));
    return Files.write(file, lines);
  }

  private static String nfstreamLine(TrueFlow flow) {
    String source = Addresses.bare(flow.source());
    long first = flow.firstNanos() / MILLI;
    long last = flow.lastNanos() / MILLI;
    String mac = "02:00:00:00:00:01,02:00:00";
    return String.join(
        ",",
        flow.id() + ",0," + source,
        mac,
        flow.source().port() + "," + Addresses.bare(flow.destination()),
        mac,
        flow.destination().port() + "," + flow.protocol(),
        (source.indexOf(':') < 0 ? "4" : "6") + ",0,0",
        first + "," + last + "," + (last - first),
        "2,200");
  }

  /** As Zeek's conn.log, times in microseconds. */
  static Path zeek(Path file, List<TrueFlow> flows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(ZEEK_HEADER));
    flows.forEach(flow -> lines.add(zeekLine(flow)));
    return Files.write(file, lines);
  }

  private static String zeekLine(TrueFlow flow) {
    return String.join(
        "\t",
        seconds(flow.firstNanos()),
        "C" + flow.id(),
        Addresses.bare(flow.source()),
        "" + flow.source().port(),
        Addresses.bare(flow.destination()),
        "" + flow.destination().port(),
        flow.protocol() == 6 ? "tcp" : "udp",
        seconds(flow.lastNanos() - flow.firstNanos()),
        "SF");
  }

  private static String seconds(long nanos) {
    long micros = nanos / 1_000;
    return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }
}
