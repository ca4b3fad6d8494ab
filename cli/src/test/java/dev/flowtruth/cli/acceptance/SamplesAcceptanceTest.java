package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flow files of NFStream and Zeek, labelled from what really happened, hold no wrong label. */
class SamplesAcceptanceTest {
  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}, use known: {1}, namespace {2}")
  @CsvSource({
    "nfstream.va1.csv, true, any, 0.80",
    "nfstream.va2.csv, true, any, 0.60",
    "nfstream.lo.csv,  true, any, 0.50",
    "nfstream.lob.csv, true, any, 0",
    "nfstream.lo.csv,  true, 4026532177, 0.95",
    "nfstream.lob.csv, true, 4026532246, 0.95",
    "nfstream.va1.csv, false, any, 0.70",
    "zeek-conn.va1.log, true, any, 0.80",
    "zeek-conn.va1.json, true, any, 0.80",
    "zeek-conn.lo.log, true, 4026532177, 0.70",
    "zeek-conn.lo.json, true, 4026532177, 0.70"
  })
  void flowFileOfARealToolGetsNoWrongLabel(
      String name, boolean knowsUse, String netns, double share) throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), knowsUse);
    Path flows = Samples.unpack(name, directory);
    Path out = directory.resolve("out-" + name);
    Flowtruth.label(flows, recording, out, "--netns", netns).expect(0);

    SampleTruth truth = new SampleTruth();
    String link = name.split("\\.", -1)[1];
    List<Map<String, String>> rows = LabelledFile.read(out);
    rows.forEach(row -> truth.judge(link, row(name, row)));

    Tables.print("samples " + name + " " + netns + " use " + knowsUse, truth);
    assertThat(truth.wrong()).isEmpty();
    assertThat(truth.count("right")).isGreaterThanOrEqualTo((int) (2 * rows.size() * share));
  }

  private static SampleTruth.Row row(String name, Map<String, String> cells) {
    return name.startsWith("nfstream") ? nfstream(cells) : zeek(cells);
  }

  static SampleTruth.Row nfstream(Map<String, String> cells) {
    Function<String, String> cell = column -> cells.getOrDefault(column, "");
    return new SampleTruth.Row(
        cell.apply("protocol"),
        Long.parseLong(cell.apply("bidirectional_first_seen_ms")) * 1_000_000,
        Long.parseLong(cell.apply("bidirectional_last_seen_ms")) * 1_000_000,
        List.of(
            cell.apply("src_ip") + " " + cell.apply("src_port"),
            cell.apply("dst_ip") + " " + cell.apply("dst_port")),
        cells);
  }

  private static SampleTruth.Row zeek(Map<String, String> cells) {
    Function<String, String> cell = column -> cells.getOrDefault(column, "");
    boolean v6 = cell.apply("id.orig_h").indexOf(':') >= 0;
    String protocol =
        Map.of("tcp", "6", "udp", "17", "icmp", v6 ? "58" : "1")
            .getOrDefault(cell.apply("proto"), "0");
    long first = nanos(cell.apply("ts"));
    String duration = cell.apply("duration");
    return new SampleTruth.Row(
        protocol,
        first,
        first + (duration.isEmpty() ? 0 : nanos(duration)),
        List.of(
            cell.apply("id.orig_h") + " " + cell.apply("id.orig_p"),
            cell.apply("id.resp_h") + " " + cell.apply("id.resp_p")),
        cells);
  }

  private static long nanos(String seconds) {
    return new BigDecimal(seconds).movePointRight(9).longValue();
  }
}
