package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
  @TempDir Path directory;

  @Test
  void eachPartAloneKnowsWhatIsOpenAndWhoOwnsIt() throws IOException {
    List<SocketEvent> events = eventsWithoutSteps(21, 600);
    List<Path> parts = writeParts(events, 9000);
    assertThat(parts).hasSizeGreaterThan(5);
    Map<SocketId, OpenSocket> all = new HashMap<>();
    Map<SocketId, OpenSocket> last = new HashMap<>();
    events.forEach(event -> apply(event, all));
    Samples.read(parts.get(parts.size() - 1)).forEach(event -> apply(event, last));
    assertThat(last.keySet()).isEqualTo(all.keySet());
    last.forEach((id, socket) -> assertThat(normal(socket)).isEqualTo(normal(all.get(id))));
  }

  @Test
  void restatedSocketNeverClaimsAnEarlierTimeThanItsEndpointHas() throws IOException {
    List<SocketEvent> events = eventsWithoutSteps(22, 600);
    Map<SocketId, TimeBounds> since = new HashMap<>();
    for (SocketEvent event : WallTimes.of(events)) {
      if (event instanceof Opened e) {
        since.put(e.socket().id(), e.time());
      } else if (event instanceof EndpointChanged e && !e.socket().hasTupleOf(e.before())) {
        since.put(e.socket().id(), e.time());
      }
    }
    List<Path> parts = writeParts(events, 9000);
    for (SocketEvent event : Samples.read(parts.get(parts.size() - 1))) {
      if (event instanceof Opened e) {
        assertThat(e.time().after()).isLessThanOrEqualTo(since.get(e.socket().id()).after());
        assertThat(e.time().at()).isLessThanOrEqualTo(since.get(e.socket().id()).at());
      }
    }
  }

  @Test
  void partsReadTogetherAreTheWholeRecording() throws IOException {
    List<SocketEvent> events = eventsWithoutSteps(23, 600);
    List<Path> parts = writeParts(events, 9000);
    RecordingGroup group =
        Recordings.open(
                parts.stream().map(Path::toString).sorted(Comparator.reverseOrder()).toList())
            .get(0);
    List<SocketEvent> merged = new ArrayList<>();
    group.readTo(merged::add);
    Map<SocketId, List<SocketEvent>> told = bySocket(merged);
    bySocket(WallTimes.of(events))
        .forEach((id, life) -> assertThat(told.remove(id)).as("%s", id).isEqualTo(life));
    assertThat(told).isEmpty();
    assertThat(group.summaries()).hasSize(parts.size());
  }

  @Test
  void partsFollowEachOtherWithoutAGap() throws IOException {
    List<Path> parts = writeParts(eventsWithoutSteps(24, 300), 9000);
    for (int i = 0; i < parts.size() - 1; i++) {
      try (RecordingReader one = RecordingReader.open(parts.get(i).toString());
          RecordingReader next = RecordingReader.open(parts.get(i + 1).toString())) {
        RecordingFooter footer = one.readTo(event -> {}).footer().orElseThrow();
        assertThat(footer.continued()).isTrue();
        assertThat(next.header().atNanos()).isEqualTo(footer.atNanos());
        assertThat(next.header().part()).isEqualTo(i + 2);
      }
    }
  }

  @Test
  void newPartBeginsAfterItsTime() throws IOException {
    long[] now = {RandomEvents.START.monotonic()};
    RecordingOptions options = Samples.options().withRotateNanos(100).withTicker(() -> now[0]);
    try (RecordingWriter writer = Samples.writer(directory.resolve("t.jsonl.gz"), options)) {
      for (SocketEvent event : eventsWithoutSteps(25, 10)) {
        now[0] += 51;
        writer.onEvent(event);
      }
    }
    assertThat(PartNames.of(directory.resolve("t.jsonl.gz")).existing())
        .hasSizeGreaterThanOrEqualTo(5)
        .first()
        .isEqualTo(directory.resolve("t.0001.jsonl.gz"));
  }

  @Test
  void partThatCannotBeMadeIsOneSentenceAndThePartsBeforeAreComplete() throws IOException {
    Path name = directory.resolve("r.jsonl");
    RecordingOptions options = Samples.options().withRotateBytes(2000);
    try (RecordingWriter writer = Samples.writer(name, options)) {
      Path second = Files.createDirectory(directory.resolve("r.0002.jsonl"));
      List<SocketEvent> events = eventsWithoutSteps(28, 100);
      assertThatThrownBy(() -> events.forEach(writer::onEvent))
          .hasRootCauseMessage("it is a directory")
          .cause()
          .hasMessage("cannot write " + second + ": it is a directory");
    }
    try (RecordingReader reader = RecordingReader.open(directory + "/r.0001.jsonl")) {
      assertThat(reader.readTo(event -> {}).footer()).isPresent();
    }
  }

  @Test
  void partsOfAnEarlierRecordingAreNeitherOverwrittenNorMixedIn() throws IOException {
    List<Path> old = writeParts(eventsWithoutSteps(26, 300), 9000);
    Path name = directory.resolve("r.jsonl");
    RecordingOptions options = Samples.options().withRotateBytes(1 << 20);
    assertThatThrownBy(() -> Samples.writer(name, options))
        .isInstanceOf(FileAlreadyExistsException.class);
    Samples.write(name, options.withOverwrite(true), List.of());
    assertThat(PartNames.of(name).existing()).containsExactly(old.get(0));
  }

  @Test
  void nameOfARotatedRecordingIsAnsweredWithItsParts() throws IOException {
    List<Path> parts = writeParts(eventsWithoutSteps(27, 300), 9000);
    String last = parts.get(parts.size() - 1).getFileName().toString();
    Path name = directory.resolve("r.jsonl");
    assertThatThrownBy(() -> RecordingReader.open(name.toString()))
        .isInstanceOf(BadRecordingException.class)
        .hasMessage(name + " does not exist, but parts of it do: give r.0001.jsonl to " + last);
  }

  private List<Path> writeParts(List<SocketEvent> events, long bytes) throws IOException {
    Path name = directory.resolve("r.jsonl");
    long[] now = {RandomEvents.START.monotonic()};
    RecordingOptions options = Samples.options().withRotateBytes(bytes).withTicker(() -> now[0]);
    try (RecordingWriter writer = Samples.writer(name, options)) {
      for (SocketEvent event : events) {
        now[0] = event.time().at();
        writer.onEvent(event);
      }
    }
    assertThat(Files.exists(name)).isFalse();
    return PartNames.of(name).existing();
  }

  private static List<SocketEvent> eventsWithoutSteps(long seed, int count) {
    List<SocketEvent> events = new RandomEvents(seed).make(count);
    events.removeIf(
        event -> event instanceof SocketEvent.ClockRead read && read.previous() != null);
    return events;
  }

  private static void apply(SocketEvent event, Map<SocketId, OpenSocket> open) {
    if (event instanceof Opened e) {
      open.put(e.socket().id(), e.socket());
    } else if (event instanceof EndpointChanged e) {
      open.put(e.socket().id(), e.socket());
    } else if (event instanceof OwnerChanged e) {
      open.put(e.socket().id(), e.socket());
    } else if (event instanceof Closed e) {
      open.remove(e.socket().id());
    }
  }

  /** Owners in no order, as the order of restated ones is that of their times. */
  private static List<Object> normal(OpenSocket socket) {
    var absence = Objects.toString(socket.ownership().absence());
    var bare = socket.withOwnership(Ownership.UNSEEN);
    return List.of(bare, Set.copyOf(socket.ownership().owners()), absence);
  }

  /** What is told of each socket, but for the ends that the end of the files adds. */
  private static Map<SocketId, List<SocketEvent>> bySocket(List<SocketEvent> events) {
    Map<SocketId, List<SocketEvent>> lives = new HashMap<>();
    for (SocketEvent event : events) {
      OpenSocket socket = socketOf(event);
      boolean added = event instanceof Closed c && c.cause() == CloseCause.WATCH_ENDED;
      if (socket != null && !added) {
        lives.computeIfAbsent(socket.id(), id -> new ArrayList<>()).add(event);
      }
    }
    return lives;
  }

  private static OpenSocket socketOf(SocketEvent event) {
    if (event instanceof Opened e) {
      return e.socket();
    } else if (event instanceof EndpointChanged e) {
      return e.socket();
    } else if (event instanceof OwnerChanged e) {
      return e.socket();
    }
    return event instanceof Closed e ? e.socket() : null;
  }
}
