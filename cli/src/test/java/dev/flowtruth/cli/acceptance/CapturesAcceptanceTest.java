package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    packets.forEach(p -> truth.judge(link(name, p), p.row()));

    Tables.print("capture " + name + " " + netns + " use " + knowsUse + " " + link, truth);
    assertThat(truth.wrong()).isEmpty();
    assertThat(truth.count("right")).isGreaterThanOrEqualTo((int) (2 * packets.size() * share));
  }

  private static String link(String name, LabelledCapture.Labelled packet) {
    return packet.link() == null ? name.split("\\.", -1)[0] : packet.link();
  }
}
