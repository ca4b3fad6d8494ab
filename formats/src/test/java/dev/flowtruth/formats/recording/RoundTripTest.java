package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void readerGivesTheEventsThatWereWritten(Compression compression) throws IOException {
    for (int seed = 0; seed < 15; seed++) {
      List<SocketEvent> events = new RandomEvents(seed).make(200);
      Path file = directory.resolve(compression + "." + seed);
      Samples.write(file, Samples.options().withCompression(compression), events);
      assertThat(Samples.read(file)).as("seed %d", seed).isEqualTo(WallTimes.of(events));
    }
  }

  @Test
  void headerAndFooterSayWhatTheWriterKnew() throws IOException {
    Path file = directory.resolve("r.jsonl");
    List<SocketEvent> events = new RandomEvents(7).make(300);
    RecordingTotals totals;
    try (RecordingWriter writer = Samples.writer(file, Samples.options())) {
      events.forEach(writer::onEvent);
      writer.setProcessesVanished(12);
      totals = writer.totals();
    }
    try (RecordingReader reader = RecordingReader.open(file.toString())) {
      RecordingSummary summary = reader.readTo(event -> {});
      assertThat(reader.header()).isEqualTo(Samples.header().at(RandomEvents.START.wall(), 0));
      RecordingFooter footer = summary.footer().orElseThrow();
      assertThat(footer.totals()).isEqualTo(totals);
      assertThat(totals.processesVanished()).isEqualTo(12);
      assertThat(totals.withoutOwner()).isEqualTo(everOwnerless(events));
      assertThat(totals.withoutOwner().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(totals.socketsWithoutOwner());
      long opened = events.stream().filter(Opened.class::isInstance).count();
      assertThat(totals.socketsOpened()).isEqualTo(opened).isEqualTo(footer.lines().get("open"));
      long sum = footer.lines().values().stream().mapToLong(Long::longValue).sum();
      assertThat(sum + 1).isEqualTo(summary.lines());
      assertThat(summary.torn()).isFalse();
      assertThat(footer.continued()).isFalse();
    }
  }

  /** By the reason that each socket had last, counted from the events alone. */
  private static Map<Reason, Long> everOwnerless(List<SocketEvent> events) {
    Set<SocketId> owned = new HashSet<>();
    Map<SocketId, Reason> last = new HashMap<>();
    for (SocketEvent event : events) {
      OpenSocket socket = null;
      if (event instanceof Opened opened) {
        socket = opened.socket();
      } else if (event instanceof OwnerChanged changed) {
        socket = changed.socket();
      }
      if (socket != null && socket.ownership().isKnown()) {
        owned.add(socket.id());
      } else if (socket != null) {
        last.put(socket.id(), socket.ownership().absence());
      }
    }
    last.keySet().removeAll(owned);
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    last.values().forEach(reason -> counts.merge(reason, 1L, Long::sum));
    assertThat(counts).as("a story of several reasons").hasSizeGreaterThan(1);
    return counts;
  }

  @Test
  void processIsOneInstanceHoweverOftenItIsDescribed() throws IOException {
    List<SocketEvent> events = new RandomEvents(3).make(300);
    Path file = directory.resolve("r.jsonl");
    Samples.write(file, Samples.options(), events);
    List<Object> all = new ArrayList<>();
    for (SocketEvent event : Samples.read(file)) {
      if (event instanceof Opened opened) {
        opened.socket().ownership().owners().forEach(owner -> all.add(owner.process()));
      }
    }
    for (Object one : all) {
      assertThat(all).allSatisfy(other -> assertThat(other == one).isEqualTo(other.equals(one)));
    }
  }
}
