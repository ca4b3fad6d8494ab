package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flows in the words of others. */
class OutputFormTest {
  private static final String FILE =
      "src_ip,src_port,dst_ip,dst_port,protocol,bidirectional_first_seen_ms,"
          + "bidirectional_last_seen_ms,bidirectional_bytes\n"
          + "1.2.3.4,1122,5.6.7.8,3344,6,1795547827009,1795547827030,700\n"
          + "nonsense\n"
          + "fe80::1,0,fe80::2,0,58,1795547827009,1795547827009,\n";

  private static final FlowLabel LABEL =
      new FlowLabel(Labels.owned(Labels.ODD), Label.none(Reason.NOT_LOCAL));

  private static final JsonFactory JSON = new JsonFactory();

  private static Run label(OutputForm form, FlowLabel label) throws IOException {
    LabelColumns columns =
        LabelColumns.standardAnd(List.of("command_line", "container", "service", "parents"));
    return Run.of(
        FILE.getBytes(StandardCharsets.UTF_8),
        flow -> label,
        Run.ONE_THREAD.withColumns(columns).withForm(form));
  }

  private static List<Map<String, String>> objects(OutputForm form, FlowLabel label)
      throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    for (String line : label(form, label).text().split("\n", -1)) {
      if (!line.isEmpty()) {
        objects.add(flat(line));
      }
    }
    return objects;
  }

  /** Members by their path; of an array the last one. */
  private static Map<String, String> flat(String line) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          String name = path.substring(1).replaceAll("/\\d+$", "").replace('/', '.');
          members.put(name, parser.getText());
        } else {
          assertThat(parser.currentToken()).isNotEqualTo(JsonToken.VALUE_NULL);
        }
      }
    }
    return members;
  }

  private static Set<String> fields(OutputForm form) throws IOException {
    String name = "/schemas/" + form.name().toLowerCase(java.util.Locale.ROOT) + ".txt";
    try (InputStream in = OutputFormTest.class.getResourceAsStream(name)) {
      byte[] text = Objects.requireNonNull(in, name).readAllBytes();
      return Set.of(new String(text, StandardCharsets.UTF_8).strip().split("\n", -1));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OutputForm.class,
      names = {"ECS", "OTEL", "OCSF"})
  void everyFieldIsOneOfTheSchemaOrUnderOurName(OutputForm form) throws IOException {
    Set<String> known = fields(form);
    for (FlowLabel label : List.of(LABEL, Labels.CURL_TO_NOBODY, FlowLabel.none(Reason.SHARED))) {
      for (Map<String, String> event : objects(form, label)) {
        assertThat(event.keySet())
            .allMatch(
                name ->
                    known.contains(name)
                        || name.startsWith("flowtruth.")
                        || name.startsWith("unmapped.flowtruth."));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OutputForm.class)
  void eachRowIsWrittenAndABadOneIsNamed(OutputForm form) throws IOException {
    Run run = label(form, LABEL);
    boolean table = form == OutputForm.CSV || form == OutputForm.TSV;
    assertThat(run.text().split("\n", -1)).hasSize(table ? 5 : 4);
    assertThat(run.line(table ? 2 : 1)).contains("bad_row");
    assertThat(run.report().badRows()).isEqualTo(1);
  }

  @Test
  void ecsEventHasOneProcessAndBothEnds() throws IOException {
    Map<String, String> event = objects(OutputForm.ECS, Labels.CURL_TO_NOBODY).get(0);
    assertThat(event)
        .containsEntry("@timestamp", "2026-11-24T19:17:07.009Z")
        .containsEntry("event.duration", "21000000")
        .containsEntry("event.reason", "not_local")
        .containsEntry("network.community_id", "1:wCb3OG7yAFWelaUydu0D+125CLM=")
        .containsEntry("network.direction", "egress")
        .containsEntry("network.iana_number", "6")
        .containsEntry("source.port", "1122")
        .containsEntry("process.pid", "4711")
        .containsEntry("process.user.name", "ann")
        .containsEntry("flowtruth.src.basis", "exact")
        .containsEntry("flowtruth.dst.reason", "not_local");
  }

  @Test
  void otelNamesTheLocalEnd() throws IOException {
    FlowLabel inbound = new FlowLabel(Label.none(Reason.NOT_LOCAL), Labels.owned(Labels.ODD));
    Map<String, String> event = objects(OutputForm.OTEL, inbound).get(0);
    assertThat(event)
        .containsEntry("network.local.address", "5.6.7.8")
        .containsEntry("network.peer.port", "1122")
        .containsEntry("process.parent_pid", "7")
        .containsEntry("container.id", "c0ffee");
  }

  @Test
  void ocsfKnowsDirectionAndActor() throws IOException {
    Map<String, String> event = objects(OutputForm.OCSF, LABEL).get(0);
    assertThat(event)
        .containsEntry("type_uid", "400106")
        .containsEntry("connection_info.direction_id", "2")
        .containsEntry("traffic.bytes", "700")
        .containsEntry("actor.process.parent_process.name", "sh;1")
        .containsEntry("actor.process.cmd_line", "odd -x a b");
  }

  @Test
  void tablesHaveTheSameColumnsForEveryTool() throws IOException {
    Run run = label(OutputForm.CSV, Labels.CURL_TO_NOBODY);
    assertThat(run.line(0)).startsWith(String.join(",", TableForm.NAMES) + ",src_pid,src_process");
    assertThat(run.line(1))
        .startsWith(
            "2026-11-24T19:17:07.009Z,2026-11-24T19:17:07.030Z,tcp,6,1.2.3.4,1122,5.6.7.8,3344,700,"
                + "1:wCb3OG7yAFWelaUydu0D+125CLM=,4711,curl,");
    assertThat(run.line(3)).contains(",icmp6,58,fe80::1,,fe80::2,,,,4711,");
  }

  @ParameterizedTest
  @EnumSource(OutputForm.class)
  void everySampleCanBeWrittenInEveryForm(OutputForm form) throws IOException {
    for (String name : Run.SAMPLES) {
      Run run = Run.of(Run.sample(name), Labels::byPorts, Run.ONE_THREAD.withForm(form));
      long lines = run.text().lines().count();
      boolean table = form == OutputForm.CSV || form == OutputForm.TSV;
      assertThat(lines).as(name).isEqualTo(run.report().rows() + (table ? 1 : 0));
    }
  }
}
