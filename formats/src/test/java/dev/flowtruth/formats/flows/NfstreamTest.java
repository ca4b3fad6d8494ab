package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NfstreamTest {
  private static final String HEADER =
      "id,src_ip,src_port,dst_ip,dst_port,protocol,"
          + "bidirectional_first_seen_ms,bidirectional_last_seen_ms,bidirectional_bytes";
  private static final String ROW =
      "0,10.0.0.1,1000,10.0.0.2,443,6,1795547827009,1795547827030,716";
  private static final String OURS =
      ",src_pid,src_process,src_executable,src_start,src_user,src_owners,src_basis,src_certainty"
          + ",src_reason,dst_pid,dst_process,dst_executable,dst_start,dst_user,dst_owners,dst_basis"
          + ",dst_certainty,dst_reason";
  private static final String CURL =
      ",4711,curl,/usr/bin/curl,2026-11-24T19:17:02.400Z,ann,,exact,certain,";

  private static FlowLabel curl(FlowRecord flow) {
    return Labels.CURL_TO_NOBODY;
  }

  private static List<FlowRecord> flowsOf(String file) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    Run.of(
        file,
        flow -> {
          flows.add(flow);
          return Labels.CURL_TO_NOBODY;
        });
    return flows;
  }

  @Test
  void columnsAreAppendedInTheOrderOfTheContract() throws IOException {
    Run run = Run.of(HEADER + "\n" + ROW + "\n", NfstreamTest::curl);
    assertThat(run.text())
        .isEqualTo(
            HEADER
                + ",system_process_pid,system_process_name"
                + OURS
                + "\n"
                + ROW
                + ",4711,curl"
                + CURL
                + ",,,,,,,,,not_local\n");
  }

  @Test
  void headerAloneComesOutWithTheNewNames() throws IOException {
    assertThat(Run.of(HEADER, NfstreamTest::curl).text())
        .isEqualTo(HEADER + ",system_process_pid,system_process_name" + OURS);
  }

  @Test
  void timesAreMillisecondsAndTheEndIsOneBehindTheLast() throws IOException {
    assertThat(flowsOf(HEADER + "\n" + ROW))
        .containsExactly(
            new FlowRecord(
                1795547827009_000_000L,
                1795547827031_000_000L,
                1_000_000,
                6,
                Endpoint.of("10.0.0.1", 1000),
                Endpoint.of("10.0.0.2", 443),
                -1));
  }

  @Test
  void icmpHasNoTypeAndNoPorts() throws IOException {
    FlowRecord flow =
        flowsOf(HEADER + "\n" + ROW.replace(",6,", ",58,").replace("443", "0")).get(0);
    assertThat(flow.icmpType()).isEqualTo(-1);
    assertThat(flow.source().port()).isZero();
    assertThat(flow.protocolNumber()).isEqualTo(58);
  }

  @Test
  void clockOffsetMovesEveryTime() throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    FlowLabeller keep =
        flow -> {
          flows.add(flow);
          return Labels.CURL_TO_NOBODY;
        };
    LabelOptions options = Run.ONE_THREAD.withClockOffset(java.time.Duration.ofSeconds(-2));
    Run.of((HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_8), keep, options);
    assertThat(flows.get(0).firstNanos()).isEqualTo(1795547825009_000_000L);
    assertThat(flows.get(0).endNanos()).isEqualTo(1795547825031_000_000L);
  }

  @Test
  void columnsAreFoundInAnyOrderCaseAndPadding() throws IOException {
    String header =
        " Bidirectional_Last_Seen_MS ,PROTOCOL,dst_port,\"SRC_IP\",x,Dst_IP,src_port,bidirectional_first_seen_ms";
    String row = "1795547827030,6,443,10.0.0.1,\"a,\"\"b\",10.0.0.2,1000, 1795547827009 ";
    FlowRecord flow = flowsOf(header + "\n" + row).get(0);
    assertThat(flow).isEqualTo(flowsOf(HEADER + "\n" + ROW).get(0));
  }

  @Test
  void systemProcessColumnsAreOverwrittenWhereTheyStand() throws IOException {
    String header = "system_process_name," + HEADER + ",system_process_pid,tail";
    Run run = Run.of(header + "\n\"ab,c\"," + ROW + ",-1,t\n", NfstreamTest::curl);
    assertThat(run.line(0)).isEqualTo(header + OURS);
    assertThat(run.line(1)).isEqualTo("curl," + ROW + ",4711,t" + CURL + ",,,,,,,,,not_local");
  }

  @Test
  void systemProcessColumnsInNfstreamsOrderAreOverwrittenToo() throws IOException {
    String header = HEADER + ",system_process_pid,system_process_name";
    Run run = Run.of(header + "\n" + ROW + ",17,old\n", NfstreamTest::curl);
    assertThat(run.line(1)).startsWith(ROW + ",4711,curl" + CURL);
  }

  @Test
  void oneOfTheSystemProcessColumnsIsAddedWhenOnlyTheOtherIsThere() throws IOException {
    Run run = Run.of(HEADER + ",system_process_name\n" + ROW + ",x\n", NfstreamTest::curl);
    assertThat(run.line(0)).isEqualTo(HEADER + ",system_process_name,system_process_pid" + OURS);
    assertThat(run.line(1)).startsWith(ROW + ",curl,4711" + CURL);
  }

  @Test
  void systemProcessIsTheDestinationWhereTheSourceHasNoOwner() throws IOException {
    Label none = Label.none(Reason.NOT_LOCAL);
    Run run = Run.of(HEADER + "\n" + ROW, flow -> new FlowLabel(none, Labels.owned(Labels.CURL)));
    assertThat(run.line(1)).startsWith(ROW + ",4711,curl,,,,,,,,,not_local" + CURL);
  }

  @Test
  void unlabelledSystemProcessIsMinusOneAndEmpty() throws IOException {
    Run run =
        Run.of(
            HEADER + ",system_process_pid,system_process_name\n" + ROW + ",4,old\n",
            flow -> FlowLabel.none(Reason.NEVER_SEEN));
    assertThat(run.line(1)).startsWith(ROW + ",-1,,,,,");
  }

  @Test
  void keepSystemProcessLeavesThemAloneAndAddsNone() throws IOException {
    LabelOptions keep = Run.ONE_THREAD.withKeepSystemProcess(true);
    byte[] with =
        (HEADER + ",system_process_pid\n" + ROW + ",17\n").getBytes(StandardCharsets.UTF_8);
    assertThat(Run.of(with, NfstreamTest::curl, keep).line(1)).startsWith(ROW + ",17" + CURL);
    byte[] without = (HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_8);
    assertThat(Run.of(without, NfstreamTest::curl, keep).line(0)).isEqualTo(HEADER + OURS);
  }

  @Test
  void candidatesAreNamedWithTheirSeparatorsEncoded() throws IOException {
    FlowLabel label =
        new FlowLabel(Labels.shared(Labels.CURL, Labels.ODD), Labels.owned(Labels.ODD));
    Run run = Run.of(HEADER + "\n" + ROW, flow -> label);
    assertThat(run.line(1))
        .contains(",\"4711:curl:holder;12:a,\"\"b\"\"%3Bc%3Ad%25e%09f\\g é:holder\",,,shared,")
        .contains(
            ",12,\"a,\"\"b\"\";c:d%e\tf\\g é\",\"/opt/o'dd, one/a \"\"b\"\"\",,,,exact,certain,");
  }

  @Test
  void addedColumnsComeBehindEachSide() throws IOException {
    LabelColumns columns =
        LabelColumns.standardAnd(
            List.of("role", "uid", "opened", "closed", "netns", "parents", "community_id"));
    Run run =
        Run.of(
            (HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_8),
            NfstreamTest::curl,
            Run.ONE_THREAD.withColumns(columns));
    assertThat(run.line(0))
        .contains("src_reason,src_role,src_uid,src_opened,src_closed,src_netns,src_parents,dst_pid")
        .endsWith("dst_parents,community_id");
    assertThat(run.line(1))
        .contains(CURL + ",creator,1000,2026-11-24T19:17:02.400Z,,4026531840,,")
        .matches(".*,not_local,,,,,,,1:[A-Za-z0-9+/]{27}=");
  }
}
