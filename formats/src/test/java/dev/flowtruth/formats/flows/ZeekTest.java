package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class ZeekTest {
  private static final String FIELDS =
      "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes\tresp_bytes\n";
  private static final String HEAD =
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
          + FIELDS;
  private static final String ROW =
      "1795547827.009668\tC1\t10.0.0.1\t1000\t10.0.0.2\t53\tudp\t0.020609\t20\t-\n";

  private static FlowRecord flowOf(String row) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    Run run =
        Run.of(
            row.strip().startsWith("{") ? row : HEAD + row,
            flow -> {
              flows.add(flow);
              return Labels.CURL_TO_NOBODY;
            });
    assertThat(run.badRows()).isEmpty();
    return flows.get(0);
  }

  @Test
  void namesAndTypesAreAppendedAndCommentsPassThrough() throws IOException {
    String types = "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tinterval\tcount\tcount\n";
    Run run = Run.of(HEAD + types + ROW + "#close\t2026\n", flow -> Labels.CURL_TO_NOBODY);
    assertThat(run.line(4)).isEqualTo("#path\tconn");
    assertThat(run.line(5))
        .startsWith(FIELDS.strip() + "\tsrc_pid\tsrc_process")
        .endsWith("\tdst_reason");
    assertThat(run.line(6)).isEqualTo(types.strip() + "\tstring".repeat(18));
    assertThat(run.line(7))
        .isEqualTo(
            ROW.strip()
                + "\t4711\tcurl\t/usr/bin/curl\t2026-11-24T19:17:02.400Z\tann\t\texact\tcertain\t"
                + "\t\t\t\t\t\t\t\t\tnot_local");
    assertThat(run.line(8)).isEqualTo("#close\t2026");
    assertThat(run.report().otherLines()).isEqualTo(2);
    assertThat(run.report().bytes()).isEqualTo(20);
  }

  @Test
  void timesAreSecondsWithMicrosecondsAndTheEndIsOneBehindTheLast() throws IOException {
    assertThat(flowOf(ROW))
        .isEqualTo(
            new FlowRecord(
                1795547827009_668_000L,
                1795547827030_278_000L,
                1_000,
                17,
                Endpoint.of("10.0.0.1", 1000),
                Endpoint.of("10.0.0.2", 53),
                -1));
  }

  @Test
  void flowWithoutDurationLastsOneMicrosecond() throws IOException {
    FlowRecord flow = flowOf(ROW.replace("0.020609", "-"));
    assertThat(flow.endNanos()).isEqualTo(flow.firstNanos() + 1_000);
  }

  @Test
  void icmpTypeComesOutOfThePortsAndTheFamilyOutOfTheAddress() throws IOException {
    FlowRecord four = flowOf(ROW.replace("udp", "icmp").replace("1000", "8").replace("53", "0"));
    assertThat(four.protocolNumber()).isEqualTo(1);
    assertThat(four.icmpType()).isEqualTo(8);
    assertThat(four.source().port()).isZero();
    FlowRecord six = flowOf("1.5\tC1\tfe80::1\t135\tff02::1\t136\ticmp\t-\t-\t-\n");
    assertThat(six.protocolNumber()).isEqualTo(58);
    assertThat(six.icmpType()).isEqualTo(135);
  }

  @Test
  void unknownTransportIsProtocolZero() throws IOException {
    assertThat(flowOf(ROW.replace("udp", "unknown_transport")).protocolNumber()).isZero();
  }

  @Test
  void separatorsControlsAndTextsThatLookUnsetAreEscaped() throws IOException {
    FlowLabel odd = new FlowLabel(Labels.owned(Labels.ODD), Label.none(Reason.KERNEL));
    assertThat(Run.of(HEAD + ROW, flow -> odd).line(6))
        .contains("\ta,\"b\";c:d%e\\x09f\\x5cg é\t/opt/o'dd, one/a \"b\"\t");
    byte[] dash = new ZeekStyle((byte) '\t', "-").encode(OwnerColumn.STANDARD.get(1), "-");
    assertThat(new String(dash, StandardCharsets.UTF_8)).isEqualTo("\\x2d");
  }

  @Test
  void joinedLogsWithTheSameFieldsAreLabelledThroughout() throws IOException {
    String joined = HEAD + ROW + "#close\tx\n" + HEAD + ROW;
    byte[] output = Run.of(joined, Labels::byPorts).output();
    assertThat(new String(Unlabelled.table(output, '\t', 18), StandardCharsets.UTF_8))
        .isEqualTo(joined);
  }

  @Test
  void joinedLogsWithOtherFieldsAreRefused() {
    String joined = HEAD + ROW + HEAD.replace("uid", "id") + ROW;
    assertThatThrownBy(() -> Run.of(joined, Labels::byPorts))
        .isInstanceOf(BadFlowFileException.class)
        .hasMessage(
            "flows, line 13, field #fields: other columns than before: label the joined logs one by one");
  }

  @Test
  void communityIdOfTheFileIsLeftToIt() throws IOException {
    LabelOptions options =
        Run.ONE_THREAD.withColumns(LabelColumns.standardAnd(List.of("community_id")));
    String file = (HEAD + ROW).replace("uid", "community_id");
    Run run = Run.of(file.getBytes(StandardCharsets.UTF_8), Labels::byPorts, options);
    assertThat(run.line(5)).endsWith("\tdst_reason");
  }

  @Test
  void communityIdOfIcmpIsThatOfItsTypeAndCode() throws IOException {
    LabelOptions options =
        Run.ONE_THREAD.withColumns(LabelColumns.standardAnd(List.of("community_id")));
    String file =
        HEAD
            + "1.5\tC1\t1.2.3.4\t8\t5.6.7.8\t0\ticmp\t-\t-\t-\n"
            + "1.5\tC1\t1.2.3.4\t11\t5.6.7.8\t0\ticmp\t-\t-\t-\n";
    Run run = Run.of(file.getBytes(StandardCharsets.UTF_8), Labels::byPorts, options);
    assertThat(run.line(6)).endsWith("\t1:crodRHL2FEsHjbv3UkRrfbs4bZ0=");
    assertThat(run.line(7)).endsWith("\t1:f/YiSyWqczrTgfUCZlBUnvHRcPk=");
  }

  private static final String JSON =
      "{\"ts\":1795547827.009668,\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1000,"
          + "\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":53,\"proto\":\"udp\",\"duration\":0.020609}";

  @Test
  void jsonGetsAnObjectForEachEndAndUnknownIsAbsent() throws IOException {
    assertThat(Run.of(JSON + "\n", flow -> Labels.CURL_TO_NOBODY).text())
        .isEqualTo(
            JSON.substring(0, JSON.length() - 1)
                + ",\"src\":{\"pid\":4711,\"process\":\"curl\",\"executable\":\"/usr/bin/curl\","
                + "\"start\":\"2026-11-24T19:17:02.400Z\",\"user\":\"ann\",\"basis\":\"exact\","
                + "\"certainty\":\"certain\"},\"dst\":{\"reason\":\"not_local\"}}\n");
  }

  @Test
  void jsonSaysTheSameFlowAsTheTable() throws IOException {
    assertThat(flowOf(JSON)).isEqualTo(flowOf(ROW));
    assertThat(flowOf(JSON.replace("0.020609", "2.0609e-2"))).isEqualTo(flowOf(ROW));
    assertThat(flowOf(JSON.replace("1795547827.009668", "\"2026-11-24T19:17:07.009668Z\"")))
        .isEqualTo(flowOf(ROW));
    assertThat(flowOf(" { \"x\" : [ {\"ts\":\"}\"}, null ] , " + JSON.substring(1)))
        .isEqualTo(flowOf(ROW));
    assertThat(flowOf(JSON.replace("1795547827.009668", "1795547827009")).firstNanos())
        .isEqualTo(1795547827009_000_000L);
  }

  @Test
  void oddNamesAreEscapedInJson() throws IOException {
    FlowLabel odd = new FlowLabel(Labels.owned(Labels.ODD), Label.none(Reason.KERNEL));
    assertThat(Run.of(JSON, flow -> odd).text())
        .contains("\"process\":\"a,\\\"b\\\";c:d%e\\u0009f\\\\g é\"");
  }

  @Test
  void jsonThatIsLabelledAlreadyIsRefused() throws IOException {
    String labelled = Run.of(JSON, Labels::byPorts).text();
    assertThatThrownBy(() -> Run.of(labelled, Labels::byPorts))
        .isInstanceOf(BadFlowFileException.class)
        .hasMessage(
            "flows, line 1, field src: the row has this key already; label the file without it");
  }
}
