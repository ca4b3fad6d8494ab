package dev.flowtruth.formats.flows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file labelled in memory.
 *
 * @param output what was written
 * @param report what was counted
 * @param badRows what was named
 */
record Run(byte[] output, LabelReport report, List<BadRow> badRows) {
  static final LabelOptions ONE_THREAD = LabelOptions.defaults().withThreads(1);

  /** The samples in the resource folder {@code flows}. */
  static final List<String> SAMPLES =
      List.of(
          "nfstream.lo.csv",
          "nfstream.lob.csv",
          "nfstream.va1.csv",
          "nfstream.va2.csv",
          "zeek-conn.lo.log",
          "zeek-conn.va1.log",
          "zeek-conn.lo.json",
          "zeek-conn.va1.json");

  static byte[] sample(String name) {
    try (InputStream in = Run.class.getResourceAsStream("/flows/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
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
