package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.watch.SocketEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/recording.md to the code: its examples are read, written again, and compared. */
class RecordingDocumentTest {
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final ClockReading CLOCK =
      new ClockReading(1_700_000_000_000_000_000L, 86_400_000_000_000L, 90_000_000_000_000L);

  @TempDir Path directory;

  @Test
  void everyTypeHasAnExample() throws IOException {
    Set<String> types = new TreeSet<>();
    for (String line : examples(0)) {
      types.add((String) fields(line).get("type"));
    }
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(LineType.values()).map(LineType::label).toList());
  }

  @Test
  void writerMakesTheBytesOfTheExample() throws IOException {
    List<String> lines = examples(0);
    List<SocketEvent> events = new ArrayList<>();
    RecordingSummary summary;
    RecordingHeader header;
    try (RecordingReader reader = Samples.reader(String.join("", lines))) {
      summary = reader.readTo(events::add);
      header = reader.header();
    }
    RecordingFooter footer = summary.footer().orElseThrow();
    ClockReading wall = EventDecoder.wallOnly(CLOCK.wall());
    Path file = directory.resolve("r.jsonl");
    RecordingOptions options = Samples.options().withTicker(footer::atNanos);
    try (RecordingWriter writer = RecordingWriter.create(file, header, wall, options)) {
      events.forEach(writer::onEvent);
      writer.setProcessesVanished(footer.totals().processesVanished());
    }
    // What a reader gives has the wall clock as its base, so only this line may differ.
    lines.set(1, text(new LineEncoder().clock(wall)));
    assertThat(Files.readString(file)).isEqualTo(String.join("", lines));
  }

  @Test
  void clockLineIsTheOneThatTheWriterMakes() throws IOException {
    assertThat(examples(0).get(1)).isEqualTo(text(new LineEncoder().clock(CLOCK)));
  }

  @Test
  void exampleOfAPartIsRead() throws IOException {
    try (RecordingReader reader = Samples.reader(String.join("", examples(1)))) {
      RecordingSummary summary = reader.readTo(event -> {});
      assertThat(reader.header().part()).isEqualTo(2);
      assertThat(summary.footer().orElseThrow().continued()).isTrue();
      assertThat(summary.skipped()).isZero();
    }
  }

  @Test
  void everyFieldOfTheExamplesIsExplained() throws IOException {
    String document = document();
    for (int block = 0; block < 2; block++) {
      for (String line : examples(block)) {
        assertThat(fields(line).keySet())
            .allSatisfy(field -> assertThat(document).contains("`" + field + "`"));
      }
    }
  }

  private static Map<String, Object> fields(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new LineParser().parse(bytes, 0, bytes.length);
  }

  private static List<String> examples(int block) throws IOException {
    Matcher blocks = BLOCK.matcher(document());
    for (int i = 0; i <= block; i++) {
      assertThat(blocks.find()).isTrue();
    }
    return new ArrayList<>(blocks.group(1).lines().map(line -> line + "\n").toList());
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/recording.md"));
  }

  private static String text(JsonLine line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    line.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
