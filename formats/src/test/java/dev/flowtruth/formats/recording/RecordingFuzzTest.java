package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Hostile bytes end in a {@link BadRecordingException} or in events, never in anything else. The
 * inputs under src/test/resources are the examples of docs/recording.md, plain and packed by gzip
 * and zstd.
 *
 * <p>Longer: {@code JAZZER_FUZZ=1 mvn -pl formats -am test -Dtest=RecordingFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
class RecordingFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void readerTakesAnyBytes(byte[] bytes) throws IOException {
    read(bytes);
  }

  @FuzzTest(maxDuration = "2m")
  void readerTakesAnyLinesAfterAHeader(byte[] bytes) throws IOException {
    byte[] header =
        "{\"type\":\"header\",\"schema\":\"flowtruth/1\",\"at\":\"1\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[header.length + bytes.length];
    System.arraycopy(header, 0, whole, 0, header.length);
    System.arraycopy(bytes, 0, whole, header.length, bytes.length);
    read(whole);
  }

  private static void read(byte[] bytes) throws IOException {
    try (RecordingReader reader = Samples.reader(bytes)) {
      reader.readTo(event -> assertThat(event.time()).isNotNull());
    } catch (BadRecordingException e) {
      assertThat(e.getMessage()).startsWith("r.jsonl").doesNotContain("\n");
    }
  }
}
