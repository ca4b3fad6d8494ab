package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.watch.SocketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TornRecordingTest {
  @TempDir Path directory;

  @Test
  void fileThatBreaksOffAtAnyByteGivesTheEventsBefore() throws IOException {
    List<SocketEvent> events = new RandomEvents(11).make(12);
    byte[] whole = write(Compression.NONE, events);
    List<SocketEvent> expected = WallTimes.of(events);
    int headerEnd = indexOf(whole, '\n');
    int least = 0;
    for (int length = headerEnd; length <= whole.length; length++) {
      Reading reading = read(whole, length);
      assertThat(reading.events()).isEqualTo(expected.subList(0, reading.events().size()));
      assertThat(reading.events().size()).isGreaterThanOrEqualTo(least);
      assertThat(reading.summary().footer().isPresent()).isEqualTo(length >= whole.length - 1);
      least = reading.events().size();
    }
    assertThat(least).isEqualTo(expected.size());
  }

  @Test
  void lineWithoutAnEndThatIsCutIsTorn() throws IOException {
    byte[] whole = write(Compression.NONE, new RandomEvents(2).make(20));
    assertThat(read(whole, whole.length - 5).summary().torn()).isTrue();
    assertThat(read(whole, whole.length - 1).summary().torn()).isFalse();
  }

  @Test
  void fileWithoutACompleteHeaderIsNoRecording() throws IOException {
    byte[] whole = write(Compression.NONE, List.of());
    for (int length = 0; length < indexOf(whole, '\n'); length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Samples.reader(cut)).isInstanceOf(BadRecordingException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatWasFlushedIsReadableWithoutTheRest(Compression compression) throws IOException {
    List<SocketEvent> events = new RandomEvents(12).make(1000);
    Path file = directory.resolve("flushed");
    RecordingOptions options = Samples.options().withCompression(compression);
    try (RecordingWriter writer = Samples.writer(file, options)) {
      List<SocketEvent> before = events.subList(0, events.size() / 2);
      before.forEach(writer::onEvent);
      writer.flush();
      byte[] killed = Files.readAllBytes(file);
      events.subList(before.size(), events.size()).forEach(writer::onEvent);
      assertThat(read(killed, killed.length).events()).isEqualTo(WallTimes.of(before));
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void packedFileThatBreaksOffGivesTheEventsBefore(Compression compression) throws IOException {
    List<SocketEvent> events = new RandomEvents(13).make(500);
    byte[] whole = write(compression, events);
    List<SocketEvent> expected = WallTimes.of(events);
    for (int length = whole.length - 300; length < whole.length; length += 29) {
      Reading reading = read(whole, length);
      assertThat(reading.events()).isEqualTo(expected.subList(0, reading.events().size()));
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void eventASecondLaterBringsWhatIsBufferedToTheFile(Compression compression) throws IOException {
    List<SocketEvent> events = new RandomEvents(14).make(50);
    long[] now = {RandomEvents.START.monotonic()};
    RecordingOptions options =
        Samples.options().withCompression(compression).withTicker(() -> now[0]);
    Path file = directory.resolve("second");
    try (RecordingWriter writer = Samples.writer(file, options)) {
      events.subList(0, events.size() - 1).forEach(writer::onEvent);
      long buffered = Files.size(file);
      now[0] += 1_000_000_000L;
      writer.onEvent(events.get(events.size() - 1));
      assertThat(Files.size(file)).isGreaterThan(buffered);
      assertThat(Samples.read(file)).isEqualTo(WallTimes.of(events));
    }
  }

  private byte[] write(Compression compression, List<SocketEvent> events) throws IOException {
    Path file = directory.resolve("whole." + compression);
    Samples.write(file, Samples.options().withCompression(compression), events);
    return Files.readAllBytes(file);
  }

  private record Reading(List<SocketEvent> events, RecordingSummary summary) {}

  private static Reading read(byte[] whole, int length) throws IOException {
    try (RecordingReader reader = Samples.reader(Arrays.copyOf(whole, length))) {
      List<SocketEvent> events = new ArrayList<>();
      return new Reading(events, reader.readTo(events::add));
    }
  }

  private static int indexOf(byte[] bytes, char wanted) {
    int index = 0;
    while (bytes[index] != wanted) {
      index++;
    }
    return index;
  }
}
