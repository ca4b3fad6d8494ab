package dev.flowtruth.formats.capture;

import static dev.flowtruth.formats.capture.CaptureBytes.START;
import static dev.flowtruth.formats.capture.TestPackets.ACK;
import static dev.flowtruth.formats.capture.TestPackets.SYN;
import static dev.flowtruth.formats.capture.TestPackets.answer;
import static dev.flowtruth.formats.capture.TestPackets.datagram;
import static dev.flowtruth.formats.capture.TestPackets.segment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.LabelReport;
import dev.flowtruth.formats.flows.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureFlowsTest {
  private final CaptureBytes capture = CaptureBytes.ethernet();
  private final List<String> remarks = new ArrayList<>();
  private LabelReport report = new LabelReport();

  private void packet(double seconds, byte[] packet) {
    capture.packet(0, START / 1000 + (long) (seconds * 1e6), packet);
  }

  private List<String> flows(String... added) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LabelColumns columns = LabelColumns.standardAnd(List.of(added));
    report =
        new CaptureFlows(
                name -> Labels::byPorts, Duration.ofSeconds(1), Duration.ofSeconds(60), columns)
            .write(CaptureBytes.input(capture.bytes()), out, remarks::add);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void flowHasBothDirectionsTimesAndLabels() throws IOException {
    packet(0, segment(1001, 80, 7, SYN));
    packet(0.25, answer(80, 1001, 9, SYN | ACK));
    packet(0.5, segment(1001, 80, 8, ACK));
    List<String> lines = flows("community_id");
    assertThat(lines.get(0))
        .startsWith(
            "first_seen,last_seen,protocol,protocol_number,src_ip,src_port,dst_ip,dst_port,"
                + "src_packets,src_bytes,dst_packets,dst_bytes,interface,src_pid,src_process,")
        .endsWith(",dst_reason,community_id");
    assertThat(lines.get(1))
        .startsWith(
            "2026-11-24T19:17:03.400Z,2026-11-24T19:17:03.900Z,tcp,6,10.0.0.1,1001,10.0.0.2,80,"
                + "2,108,1,54,,4711,curl,/usr/bin/curl,2026-11-24T19:17:02.400Z,ann,,exact,certain,,")
        .matches(".*,1:[A-Za-z0-9+/]{27}=");
    assertThat(lines).hasSize(2);
    assertThat(report.rows()).isEqualTo(1);
    assertThat(report.bytes()).isEqualTo(162);
  }

  @Test
  void quietOrNewConnectionEndsAFlow() throws IOException {
    packet(0, segment(1001, 80, 7, SYN));
    packet(1, segment(1001, 80, 7, SYN)); // again
    packet(2, segment(1001, 80, 99, SYN));
    packet(3, datagram(1, 2));
    packet(64, datagram(1, 2));
    assertThat(flows().stream().skip(1).map(line -> line.replaceFirst("^[^,]*,[^,]*,", "")))
        .extracting(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 7)))
        .containsExactly(
            "tcp,6,10.0.0.1,1001,10.0.0.2,80,2",
            "tcp,6,10.0.0.1,1001,10.0.0.2,80,1",
            "udp,17,10.0.0.1,1,10.0.0.2,2,1",
            "udp,17,10.0.0.1,1,10.0.0.2,2,1");
  }

  @Test
  void icmpHasNoPortsAndWhoAsksIsTheSource() throws IOException {
    byte[] reply = TestPackets.v4("10.0.0.2", "10.0.0.1", 1, TestPackets.icmp(0, 0));
    packet(0, TestPackets.ethernet(0x800, reply));
    assertThat(flows().get(1)).contains(",icmp,1,10.0.0.1,,10.0.0.2,,0,0,1,42,");
  }

  @Test
  void packetsInNoFlowAreSaid() throws IOException {
    packet(0, java.util.Arrays.copyOf(datagram(1, 2), 30));
    packet(0, TestPackets.ethernet(0x806, new byte[28]));
    assertThat(flows()).hasSize(1);
    assertThat(remarks)
        .containsExactly("1 packets are cut off before their ports; they are in no flow");
    assertThat(report.otherLines()).isEqualTo(1);
  }
}
