package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.watch.SocketEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Headers, and short ways to write and read. */
final class Samples {
  static final HostIdentity HOST =
      new HostIdentity("alpha", "6d2f", "b0-07", "linux", "6.1.0-18-amd64");

  private Samples() {}

  static RecordingHeader header() {
    return RecordingHeader.of(
        "0.1.0", HOST, "linux-netlink", Set.of(Capability.TCP, Capability.UDP), 100_000_000L);
  }

  /** Options whose ticker stands still, so that nothing is flushed by itself. */
  static RecordingOptions options() {
    return RecordingOptions.defaults().withTicker(() -> RandomEvents.START.monotonic());
  }

  static RecordingWriter writer(Path path, RecordingOptions options) throws IOException {
    return RecordingWriter.create(path, header(), RandomEvents.START, options);
  }

  static void write(Path path, RecordingOptions options, List<SocketEvent> events)
      throws IOException {
    try (RecordingWriter writer = writer(path, options)) {
      events.forEach(writer::onEvent);
    }
  }

  static List<SocketEvent> read(Path path) throws IOException {
    try (RecordingReader reader = RecordingReader.open(path.toString())) {
      List<SocketEvent> events = new ArrayList<>();
      reader.readTo(events::add);
      return events;
    }
  }

  static RecordingReader reader(byte[] bytes) throws IOException {
    return RecordingReader.of("r.jsonl", new ByteArrayInputStream(bytes));
  }

  static RecordingReader reader(String text) throws IOException {
    return reader(text.getBytes(StandardCharsets.UTF_8));
  }
}
