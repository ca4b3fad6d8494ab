package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each tool means by what it writes; where no sample has it, as its documents show it. */
class OtherToolsTest {
  private static final FileFacts BERLIN = FileFacts.NONE.withZone(ZoneId.of("Europe/Berlin"));
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;

  private final List<FlowRecord> flows = new ArrayList<>();

  private Run label(String file, FileFacts facts) throws IOException {
    flows.clear();
    return Run.of(
        file.getBytes(StandardCharsets.UTF_8),
        flow -> {
          flows.add(flow);
          return Labels.CURL_TO_NOBODY;
        },
        LabelOptions.defaults().withThreads(1).withFacts(facts));
  }

  private FlowRecord only(String file, FileFacts facts) throws IOException {
    assertThat(label(file, facts).badRows()).isEmpty();
    assertThat(flows).hasSize(1);
    return flows.get(0);
  }

  private static long at(String utc) {
    Instant instant = Instant.parse(utc);
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }

  private void assertTimes(FlowRecord flow, String first, long length, long resolution) {
    assertThat(flow.firstNanos()).isEqualTo(at(first));
    assertThat(flow.endNanos() - flow.firstNanos()).isEqualTo(length);
    assertThat(flow.resolutionNanos()).isEqualTo(resolution);
  }

  private static String eve(String type, String rest) {
    return "{\"timestamp\":\"2026-11-24T14:20:00.000000-0500\",\"event_type\":\""
        + type
        + "\",\"src_ip\":\"fd77:0001:0000:0000:0000:0000:0000:0001\",\"src_port\":5000,"
        + "\"dest_ip\":\"10.0.0.2\",\"dest_port\":53,\"proto\":\"UDP\""
        + rest
        + "}\n";
  }

  @Test
  void suricataFlowsHaveTheirTimesInside() throws IOException {
    String times =
        ",\"flow\":{\"pkts_toserver\":1,\"bytes_toserver\":70,\"bytes_toclient\":90,"
            + "\"start\":\"2026-11-24T14:17:03.250000-0500\",\"end\":\"2026-11-24T14:17:04.250000-0500\"}";
    FlowRecord flow = only(eve("flow", times), FileFacts.NONE);
    assertTimes(flow, "2026-11-24T19:17:03.250Z", SECOND + 1_000, 1_000);
    assertThat(flow.source().address()).isEqualTo(IpAddress.parse("fd77:1::1"));
    assertThat(label(eve("flow", times), FileFacts.NONE).report().bytes()).isEqualTo(160);
  }

  @Test
  void suricataAlertsLastUntilTheyWereRaisedAndOtherEventsPassThrough() throws IOException {
    String start =
        ",\"flow\":{\"start\":\"2026-11-24T14:19:59.000000-0500\"},\"alert\":{\"gid\":1}";
    String stats = "{\"timestamp\":\"2026-11-24T14:20:00.0-0500\",\"event_type\":\"stats\"}\n";
    FlowRecord flow = only(stats + eve("alert", start) + eve("dns", ""), FileFacts.NONE);
    assertTimes(flow, "2026-11-24T19:19:59Z", SECOND + 1_000, 1_000);
    Run run = label(stats + eve("dns", ""), FileFacts.NONE);
    assertThat(run.text()).isEqualTo(stats + eve("dns", ""));
    assertThat(run.report().otherLines()).isEqualTo(2);
  }

  @Test
  void suricataNetflowAndIcmp() throws IOException {
    String netflow =
        ",\"netflow\":{\"bytes\":7,\"start\":\"2026-11-24T14:17:03.0-0500\","
            + "\"end\":\"2026-11-24T14:17:04.0-0500\"},\"icmp_type\":8,\"icmp_code\":0";
    String line = eve("netflow", netflow).replace("\"UDP\"", "\"ICMP\"");
    FlowRecord flow = only(line.replaceAll("fd77[0-9:]*", "10.0.0.1"), FileFacts.NONE);
    assertThat(flow.icmpType()).isEqualTo(8);
    assertThat(flow.protocolNumber()).isEqualTo(1);
    assertThat(flow.source().port()).isZero();
  }

  @Test
  void nfdump16CountsMillisecondsBehindThePoint() throws IOException {
    String record =
        "{\n\t\"type\" : \"FLOW\",\n\t\"t_first\" : \"2021-03-22T18:35:56.12\",\n"
            + "\t\"t_last\" : \"2021-03-22T18:35:56.320\",\n\t\"proto\" : 6,\n"
            + "\t\"src4_addr\" : \"192.168.1.170\",\n\t\"dst4_addr\" : \"192.168.3.161\",\n"
            + "\t\"src_port\" : 88,\n\t\"dst_port\" : 378\n}\n";
    String event = record.replace("FLOW", "EVENT");
    FlowRecord flow =
        only("[\n" + record + ",\n" + event + "]\n", FileFacts.NONE.withZone(ZoneId.of("UTC")));
    assertTimes(flow, "2021-03-22T18:35:56.012Z", 309 * MILLI, MILLI);
  }

  @Test
  void nfdump175HasNoEndAndWritesIcmpWithAPoint() throws IOException {
    String file =
        "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,bps,bpp,flows\n"
            + "2026-11-24 20:17:05.948,0.500,ICMP6,fe80::b,0,fe80::a,135.0,1,56,0,56,1\n";
    FlowRecord flow = only(file, BERLIN);
    assertTimes(flow, "2026-11-24T19:17:05.948Z", 501 * MILLI, MILLI);
    assertThat(flow.icmpType()).isEqualTo(135);
  }

  @Test
  void argusTakesAnyDelimiterAndSkipsItsStatistics() throws IOException {
    String file =
        "StartTime^LastTime^Proto^SrcAddr^Sport^DstAddr^Dport\n"
            + "1795547868.985437^1795547868.984765^man^0^0^0^0\n"
            + "1795547827.558402^1795547827.558508^icmp^10.77.1.1^0x0303^10.77.1.2^0xdf50\n";
    FlowRecord flow = only(file, FileFacts.NONE);
    assertTimes(flow, "2026-11-24T19:17:07.558402Z", 107_000, 1_000);
    assertThat(flow.icmpType()).isEqualTo(3);
  }

  @Test
  void argusRowWithoutAnEndMayLastAMinute() throws IOException {
    String file = "StartTime,Proto,SrcAddr,Sport,DstAddr,Dport\n1795547868.9,tcp,::1,1,::1,2\n";
    assertTimes(
        only(file, FileFacts.NONE), "2026-11-24T19:17:48.900Z", 60_100 * MILLI, 100 * MILLI);
  }

  @Test
  void argusServiceNamesAreNamedAsBadAndBrokenJsonToo() throws IOException {
    String json =
        "{\"StartTime\":\"1795547868.9\",\"Dur\":\"1.0\",\"Proto\":\"tcp\",\"SrcAddr\":\"10.0.0.1\","
            + "\"Sport\":\"443\",\"DstAddr\":\"10.0.0.2\",\"Dport\":\"http\"}\n";
    Run run =
        label(json.replace("http", "80") + json + json.replace("\"443\"", ""), FileFacts.NONE);
    assertThat(run.badRows())
        .extracting(BadRow::field, BadRow::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Dport", 2L),
            org.assertj.core.groups.Tuple.tuple("JSON", 3L));
    assertThat(flows).hasSize(1);
  }

  @Test
  void timesOfDayNeedADateAndGoOnAtMidnight() throws IOException {
    String head = "StartTime,Dur,Proto,SrcAddr,Sport,DstAddr,Dport\n";
    String row = ",0.5,udp,10.0.0.1,1000,10.0.0.2,53\n";
    String file = head + "23:59:58.0" + row + "00:00:01.0" + row + "23:59:59.0" + row;
    assertThatThrownBy(() -> label(file, BERLIN))
        .hasMessage(
            "flows, line 2, field time: '23:59:58.0' has no date; say of which day the first row is:"
                + " --date YYYY-MM-DD");
    label(file, BERLIN.withDate(LocalDate.of(2026, 11, 24)));
    assertThat(flows)
        .extracting(FlowRecord::firstNanos)
        .containsExactly(
            at("2026-11-24T22:59:58Z"), at("2026-11-24T23:00:01Z"), at("2026-11-24T22:59:59Z"));
  }

  private static String cic(String time) {
    return "Flow ID, Source IP, Source Port, Destination IP, Destination Port, Protocol, Timestamp,"
        + " Flow Duration\nx,10.0.0.1,1000,10.0.0.2,53,17,"
        + time
        + ",1500000\n";
  }

  @Test
  void cicFlowMeterCountsFromTwelveToTwelve() throws IOException {
    assertTimes(
        only(cic("24/11/2026 08:17:28 PM"), BERLIN), "2026-11-24T19:17:28Z", 2_500 * MILLI, SECOND);
    assertTimes(
        only(cic("24/11/2026 12:17:28 AM"), BERLIN), "2026-11-23T23:17:28Z", 2_500 * MILLI, SECOND);
    assertTimes(
        only(cic("24/11/2026 12:17:28 PM"), BERLIN), "2026-11-24T11:17:28Z", 2_500 * MILLI, SECOND);
    assertTimes(
        only(cic("7/7/2017 3:30"), BERLIN), "2017-07-07T01:30:00Z", 61_500 * MILLI, 60 * SECOND);
    assertThat(label(cic("24/11/2026 00:17:28 PM"), BERLIN).badRows()).hasSize(1);
    assertThat(label(cic("11/24/2026 08:17:28 PM"), BERLIN).badRows()).hasSize(1);
  }

  @Test
  void timesThatAClockShowedTwiceOrNeverAreBad() throws IOException {
    assertThat(label(cic("25/10/2026 02:30:00"), BERLIN).badRows())
        .extracting(BadRow::problem)
        .containsExactly(
            "expected a time that clocks in Europe/Berlin showed once, 2026-10-25T02:30 came twice");
    assertThat(label(cic("29/03/2026 02:30:00"), BERLIN).badRows()).hasSize(1);
    assertThat(only(cic("29/03/2026 03:00:00"), BERLIN).firstNanos())
        .isEqualTo(at("2026-03-29T01:00:00Z"));
  }

  @Test
  void pythonPortsTellTheirUnitByDecimals() throws IOException {
    String head = "src_ip,dst_ip,src_port,dst_port,protocol,timestamp,flow_duration\n";
    String row = "10.0.0.1,10.0.0.2,1000,53,17,2026-11-24 20:17:03,";
    assertThat(length(head + row + "6204713.0\n", BERLIN)).isEqualTo(7_204_713_000L);
    assertThat(length(head + row + "255.00000000000003\n", BERLIN)).isEqualTo(SECOND + 255_000);
    assertThat(length(head + row + "6.204713\n", BERLIN)).isEqualTo(7_204_713_000L);
    assertThat(length(head + row + "1.3e-05\n", BERLIN)).isEqualTo(SECOND + 13_000);
    assertThat(length(head + row + "5.0\n", BERLIN.withDurationUnit(TimeForm.SECONDS)))
        .isEqualTo(6 * SECOND);
  }

  private long length(String file, FileFacts facts) throws IOException {
    FlowRecord flow = only(file, facts);
    return flow.endNanos() - flow.firstNanos();
  }

  @Test
  void pmacctEndsInWholeSecondsBeforeTheyBegin() throws IOException {
    String file =
        "SRC_IP,DST_IP,SRC_PORT,DST_PORT,PROTOCOL,TIMESTAMP_MIN,TIMESTAMP_MAX,PACKETS,BYTES\n"
            + "10.77.1.1,10.77.1.2,1,2,tcp,2026-11-24 20:17:29.231995,2026-11-24 20:17:29.000000,1,2\n";
    assertTimes(only(file, BERLIN), "2026-11-24T19:17:29.231995Z", 768_005_000L, SECOND);
  }

  @Test
  void tsharkRowsAreTheOutermostHeaders() throws IOException {
    String head =
        "frame.time_epoch\tip.src\tip.dst\tipv6.src\tipv6.dst\tip.proto\tipv6.nxt\ttcp.srcport\t"
            + "tcp.dstport\tudp.srcport\tudp.dstport\n";
    String error = "1795547827.1\t10.0.0.1,10.0.0.9\t10.0.0.2,10.0.0.1\t\t\t1,17\t\t\t\t1000\t53\n";
    String tunnel =
        "1795547827.1\t10.0.0.1,1.1.1.1\t10.0.0.2,2.2.2.2\t\t\t17,6\t\t5\t6\t4789\t4790\n";
    String hops = "1795547827.1\t\t\t::1\t::2\t\t0\t\t\t1000\t53\n";
    String arp = "1795547827.1\t\t\t\t\t\t\t\t\t\t\n";
    assertThat(label(head + error + tunnel + hops + arp, FileFacts.NONE).badRows()).isEmpty();
    assertThat(flows).extracting(FlowRecord::protocolNumber).containsExactly(1, 17, 17, 0);
    assertThat(flows).extracting(f -> f.source().port()).containsExactly(0, 4789, 1000, 0);
    assertThat(flows.get(1).source().address()).isEqualTo(IpAddress.parse("10.0.0.1"));
  }

  @Test
  void ndpiOfTodayHasBarsBetweenItsCells() throws IOException {
    String file =
        "#flow_id|protocol|first_seen|last_seen|src_ip|src_port|dst_ip|dst_port\n"
            + "4|6|1795547823.129|1795547823.130|10.77.1.2|43862|10.77.1.1|16065\n";
    assertTimes(only(file, FileFacts.NONE), "2026-11-24T19:17:03.129Z", 2 * MILLI, MILLI);
    assertThat(label(file, FileFacts.NONE).line(0))
        .endsWith(
            "|dst_port|src_pid|src_process|src_executable|src_start|src_user|src_owners|src_basis|src_certainty|src_reason|dst_pid|dst_process|dst_executable|dst_start|dst_user|dst_owners|dst_basis|dst_certainty|dst_reason");
  }

  @Test
  void anyTableIsReadByTheNamesOfItsColumns() throws IOException {
    Map<FlowField, List<String>> names =
        Map.of(
            FlowField.SOURCE_ADDRESS, List.of("a4", "a6"),
            FlowField.SOURCE_PORT, List.of("ap"),
            FlowField.DESTINATION_ADDRESS, List.of("b4", "b6"),
            FlowField.DESTINATION_PORT, List.of("bp"),
            FlowField.PROTOCOL, List.of("p"),
            FlowField.FIRST, List.of("when"),
            FlowField.LAST, List.of("when"));
    String file = "when;p;a4;a6;ap;b4;b6;bp\n11-24-2026 8h17m28.5 pm;UDP;;::1;1000;;::2;53\n";
    FileFacts facts = BERLIN.withColumns(names).withTimeForm("MM-dd-yyyy h'h'mm'm'ss.S a");
    FlowRecord flow = only(file, facts);
    assertTimes(flow, "2026-11-24T19:17:28.500Z", 100 * MILLI, 100 * MILLI);
    assertThat(flow.destination().address()).isEqualTo(IpAddress.parse("::2"));
    assertThatThrownBy(() -> label(file.replace("when", "then"), facts))
        .hasMessageContaining("field when: the header has no such column");
  }

  @Test
  void epochsTellTheirUnitBySize() {
    for (String same :
        List.of("1795547823.5", "1795547823500", "1795547823500000", "1795547823500000000")) {
      byte[] bytes = same.getBytes(StandardCharsets.US_ASCII);
      assertThat(EpochText.nanos(bytes, 0, bytes.length)).isEqualTo(1_795_547_823_500_000_000L);
    }
  }

  @Test
  void hostsOwnZoneIsNotedOnlyWhereItCounts() throws IOException {
    assertThat(notes(cic("24/11/2026 08:17:28 PM"), FileFacts.NONE))
        .singleElement()
        .asString()
        .contains("were taken for this host's", "--timezone");
    assertThat(notes(cic("24/11/2026 08:17:28 PM"), BERLIN)).isEmpty();
    assertThat(notes(eve("flow", ""), FileFacts.NONE)).isEmpty();
  }

  private static List<String> notes(String file, FileFacts facts) throws IOException {
    List<String> notes = new ArrayList<>();
    LabelOptions options = LabelOptions.defaults().withFacts(facts);
    var in = new java.io.ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    try (FlowInput input = FlowInput.of("flows", in)) {
      new LabelPipeline(FlowFormats.load(), Labels::byPorts, options)
          .label(input, new java.io.ByteArrayOutputStream(), bad -> {}, notes::add);
    }
    return notes;
  }
}
