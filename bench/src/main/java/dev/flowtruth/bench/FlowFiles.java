package dev.flowtruth.bench;

import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.label.OwnershipInterval;
import dev.flowtruth.core.model.ProcessRef;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The same made-up host as files: flows in NFStream's form, and ownership intervals as a table. */
final class FlowFiles {
  private static final long MILLI = 1_000_000;
  private static final String FLOW_HEADER =
      "id,expiration_id,src_ip,src_mac,src_oui,src_port,dst_ip,dst_mac,dst_oui,dst_port,protocol,"
          + "ip_version,vlan_id,tunnel_id,bidirectional_first_seen_ms,bidirectional_last_seen_ms,"
          + "bidirectional_duration_ms,bidirectional_packets,bidirectional_bytes,"
          + "application_name,application_category_name,application_is_guessed,"
          + "application_confidence,requested_server_name,user_agent\r\n";
  private static final String INTERVAL_HEADER =
      "protocol,local_ip,local_port,peer_ip,peer_port,opened_ns,closed_ns,pid,process,executable,user\n";

  private FlowFiles() {}

  /** So many flows of about 200 bytes, each within one of the intervals. */
  static void writeFlows(OwnershipHistory history, int count, Path file) throws IOException {
    List<OwnershipInterval> intervals = new ArrayList<>();
    history.forEach(intervals::add);
    Random random = new Random(3);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(FLOW_HEADER);
      for (int id = 0; id < count; id++) {
        out.write(flow(id, intervals.get(random.nextInt(intervals.size())), random));
      }
    }
  }

  private static String flow(int id, OwnershipInterval interval, Random random) {
    long opened = (interval.opened().at() + MILLI - 1) / MILLI;
    long closed = Objects.requireNonNull(interval.closed()).at() / MILLI;
    long first = opened + random.nextLong(Math.max(1, closed - opened));
    long last = first + random.nextLong(Math.max(1, closed - first));
    return String.join(
        ",",
        Integer.toString(id),
        "0",
        interval.local().address().toString(),
        "02:00:00:00:01:0a,02:00:00",
        Integer.toString(interval.local().port()),
        interval.peer().address().toString(),
        "02:00:00:00:01:0b,02:00:00",
        Integer.toString(interval.peer().port()),
        "6,4,0,0",
        Long.toString(first),
        Long.toString(last),
        Long.toString(last - first),
        Integer.toString(4 + random.nextInt(90)),
        Integer.toString(400 + random.nextInt(90_000)),
        "TLS.Example,Web,0,6,host-" + random.nextInt(10_000) + ".example.org",
        "\"Mozilla/5.0 (X11, Linux)\"\r\n");
  }

  /** Every interval as a row. */
  static void writeIntervals(OwnershipHistory history, Path file) throws IOException {
    StringBuilder rows = new StringBuilder(INTERVAL_HEADER);
    history.forEach(interval -> rows.append(row(interval)));
    Files.writeString(file, rows);
  }

  private static String row(OwnershipInterval interval) {
    ProcessRef process = interval.holders().get(0).process();
    return String.join(
            ",",
            Integer.toString(interval.protocol().number()),
            interval.local().address().toString(),
            Integer.toString(interval.local().port()),
            interval.peer().address().toString(),
            Integer.toString(interval.peer().port()),
            Long.toString(interval.opened().at()),
            Long.toString(Objects.requireNonNull(interval.closed()).at()),
            Long.toString(process.pid()),
            process.name(),
            process.executable(),
            process.user())
        + "\n";
  }
}
