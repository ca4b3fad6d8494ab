package dev.flowtruth.formats.flows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A file labelled in memory.
 *
 * @param output what was written
 * @param report what was counted
 * @param badRows what was named
 */
record Run(byte[] output, LabelReport report, List<BadRow> badRows) {
  /** With a zone and a date, which some of the samples need. */
  static final LabelOptions ONE_THREAD =
      LabelOptions.defaults()
          .withThreads(1)
          .withFacts(
              FileFacts.NONE
                  .withZone(ZoneId.of("Europe/Berlin"))
                  .withDate(LocalDate.of(2026, 11, 24)));

  /** The samples in the resource folder {@code flows}. */
  static final List<String> SAMPLES =
      List.of(
          "argus-custom.va1.csv",
          "argus-default.va1.csv",
          "argus-tab.va1.tsv",
          "cicflowmeter-java.va1.csv",
          "cicflowmeter-py-0.2.0.va1.csv",
          "cicflowmeter-py-0.5.0.va1.csv",
          "cicids2017-style.va1.csv",
          "ndpi.va1.csv",
          "nfdump.va1.csv",
          "nfdump.va1.fmt.csv",
          "nfdump.va1.json",
          "pmacct.va1.csv",
          "pmacct.va1.json",
          "tshark-fields.lo.csv",
          "nfstream.lo.csv",
          "nfstream.lob.csv",
          "nfstream.va1.csv",
          "nfstream.va2.csv",
          "zeek-conn.lo.log",
          "zeek-conn.va1.log",
          "zeek-conn.lo.json",
          "zeek-conn.va1.json");

  static byte[] sample(String name) {
    InputStream plain = Run.class.getResourceAsStream("/flows/" + name);
    InputStream packed = Run.class.getResourceAsStream("/flows/" + name + ".gz");
    try (InputStream in = plain == null ? new GZIPInputStream(packed) : plain) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Run of(byte[] file) throws IOException {
    return of(file, Labels::byPorts, ONE_THREAD);
  }

  static Run of(String file, FlowLabeller labeller) throws IOException {
    return of(file.getBytes(StandardCharsets.UTF_8), labeller, ONE_THREAD);
  }

  static Run of(byte[] file, FlowLabeller labeller, LabelOptions options) throws IOException {
    return of(new ByteArrayInputStream(file), labeller, options);
  }

  static Run of(InputStream in, FlowLabeller labeller, LabelOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<BadRow> bad = new ArrayList<>();
    try (FlowInput input = FlowInput.of("flows", in)) {
      LabelReport report =
          new LabelPipeline(FlowFormats.load(), labeller, options).label(input, out, bad::add);
      return new Run(out.toByteArray(), report, bad);
    }
  }

  String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  String line(int index) {
    return text().split("\r?\n", -1)[index];
  }
}
