package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures, labelled packet by packet from what really happened, hold no wrong label. */
class CapturesAcceptanceTest {
  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}, use known: {1}, namespace {2}, interface {3}")
  @CsvSource({
    "va1.pcapng, true, any, , 0.80",
    "va1.pcapng, false, any, , 0.70",
    "va1.pcapng, true, any, va1, 0.80",
    "va1.pcap, true, any, va1, 0.80",
    "va2.pcapng, true, any, va2, 0.60",
    "lo.pcapng, true, any, , 0.50",
    "lo.pcapng, true, 4026532177, , 0.95",
    "lo.pcap, true, 4026532177, , 0.95",
    "lob.pcapng, true, 4026532246, , 0.95",
    "any.pcapng, true, any, , 0.60",
    "any.pcap, true, any, , 0.60"
  })
  void packetOfACaptureGetsNoWrongLabel(
      String name, boolean knowsUse, String netns, String link, double share) throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), knowsUse);
    Path out = directory.resolve("out.pcapng");
    String[] options =
        link == null
            ? new String[] {"--netns", netns}
            : new String[] {"--netns", netns, "--interface", link};
    Flowtruth.label(Samples.unpack(name, directory), recording, out, options).expect(0);

    SampleTruth truth = new SampleTruth();
    List<LabelledCapture.Labelled> packets = LabelledCapture.read(out);
    packets.forEach(p -> truth.judgePacket(link(name, p), p.row()));

    Tables.print("capture " + name + " " + netns + " use " + knowsUse + " " + link, truth);
    assertThat(truth.wrong()).isEmpty();
    assertThat(truth.count("right")).isGreaterThanOrEqualTo((int) (2 * packets.size() * share));
  }

  private static String link(String name, LabelledCapture.Labelled packet) {
    return packet.link() == null ? name.split("\\.", -1)[0] : packet.link();
  }

  @ParameterizedTest(name = "{0}, namespace {1}, interface {2}")
  @CsvSource({
    "va1.pcapng, any, va1, 0.80",
    "va2.pcapng, any, va2, 0.60",
    "lo.pcapng, 4026532177, , 0.70",
    "lob.pcapng, 4026532246, , 0.95"
  })
  void flowOfACaptureGetsNoWrongLabel(String name, String netns, String link, double share)
      throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    Path out = directory.resolve("flows.csv");
    List<String> words =
        Flowtruth.command(
            "flows",
            Samples.unpack(name, directory).toString(),
            "-r",
            recording.toString(),
            "-o",
            out.toString(),
            "--netns",
            netns);
    if (link != null) {
      words.addAll(List.of("--interface", link));
    }
    Shell.run(words).expect(0);

    SampleTruth truth = new SampleTruth();
    List<Map<String, String>> rows = LabelledFile.read(out);
    rows.forEach(row -> truth.judge(name.split("\\.", -1)[0], row(row)));

    Tables.print("flows of " + name + " " + netns, truth);
    assertThat(truth.wrong()).isEmpty();
    assertThat(truth.count("right")).isGreaterThanOrEqualTo((int) (2 * rows.size() * share));
  }

  private static SampleTruth.Row row(Map<String, String> cells) {
    return new SampleTruth.Row(
        cells.getOrDefault("protocol_number", ""),
        nanos(cells.getOrDefault("first_seen", "")),
        nanos(cells.getOrDefault("last_seen", "")),
        List.of(end(cells, "src"), end(cells, "dst")),
        cells);
  }

  private static String end(Map<String, String> cells, String side) {
    String port = cells.getOrDefault(side + "_port", "");
    return cells.get(side + "_ip") + " " + (port.isEmpty() ? "0" : port);
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Test
  void labelledCaptureIsARecordingForOtherFlowFiles() throws IOException {
    Path perfect = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    Path capture = directory.resolve("labelled.pcapng");
    Flowtruth.label(Samples.unpack("va1.pcapng", directory), perfect, capture, "--interface", "va1")
        .expect(0);
    Path recording = directory.resolve("converted.jsonl");
    Shell.run(Flowtruth.command("convert", capture.toString(), "-o", recording.toString()))
        .expect(0);
    Path out = directory.resolve("out.csv");
    Flowtruth.label(Samples.unpack("nfstream.va1.csv", directory), recording, out).expect(0);

    SampleTruth truth = new SampleTruth();
    List<Map<String, String>> rows = LabelledFile.read(out);
    rows.forEach(row -> truth.judge("va1", SamplesAcceptanceTest.nfstream(row)));
    Tables.print("nfstream.va1.csv by a labelled capture", truth);
    assertThat(truth.wrong()).isEmpty();
    assertThat(truth.count("right")).isGreaterThanOrEqualTo((int) (2 * rows.size() * 0.7));
  }
}
