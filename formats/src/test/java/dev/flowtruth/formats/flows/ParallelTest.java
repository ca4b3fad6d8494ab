package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
  /** Some 6 MB: a dozen blocks, with quoted line feeds and bad rows among the rows. */
  private static byte[] largeFile() {
    String sample = new String(Run.sample("nfstream.va1.csv"), StandardCharsets.UTF_8);
    int headEnd = sample.indexOf('\n') + 1;
    String rows =
        sample.substring(headEnd)
            + "1,2,3\r\n\r\n"
            + sample.substring(headEnd, sample.indexOf('\n', headEnd) - 1)
            + "\"agent, one\nand \"\"two\"\"\"\r\n";
    String file = sample.substring(0, headEnd) + rows.repeat(90);
    return file.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void severalThreadsWriteWhatOneWrites() throws IOException {
    byte[] file = largeFile();
    Run one = Run.of(file);
    for (int threads = 2; threads <= 5; threads += 3) {
      Run several = Run.of(file, Labels::byPorts, LabelOptions.defaults().withThreads(threads));
      assertThat(several.output()).isEqualTo(one.output());
      assertThat(several.report().toText()).isEqualTo(one.report().toText());
      assertThat(several.badRows()).isEqualTo(one.badRows());
    }
    assertThat(one.report().badRows()).isEqualTo(90);
    assertThat(one.badRows()).hasSize(10);
    assertThat(one.report().rows()).isEqualTo(90 * 281);
  }

  @Test
  void badRowsAreNamedByTheirTrueLine() throws IOException {
    Run run = Run.of(largeFile());
    assertThat(run.badRows().get(0).line()).isEqualTo(281);
    assertThat(run.badRows().get(9).line()).isEqualTo(281 + 9 * 283);
  }

  @Test
  void gzipOfSeveralMembersIsUnpacked() throws IOException {
    byte[] file = largeFile();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int part = 0; part < 2; part++) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(
            file,
            part * (file.length / 2),
            part == 0 ? file.length / 2 : file.length - file.length / 2);
      }
    }
    Run run = Run.of(packed.toByteArray(), Labels::byPorts, LabelOptions.defaults());
    assertThat(run.output()).isEqualTo(Run.of(file).output());
  }

  @Test
  void zstdIsUnpacked() throws IOException {
    byte[] file = Run.sample("zeek-conn.va1.log");
    byte[] packed = com.github.luben.zstd.Zstd.compress(file);
    Run run = Run.of(new ByteArrayInputStream(packed), Labels::byPorts, Run.ONE_THREAD);
    assertThat(run.output()).isEqualTo(Run.of(file).output());
  }
}
