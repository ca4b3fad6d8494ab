package dev.flowtruth.formats.recording;

import dev.flowtruth.core.watch.SocketEvent;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One file of a group: its header, and while it is being read the event that comes next. */
final class RecordingPart implements Closeable {
  private final String file;
  private final RecordingHeader header;
  private @Nullable RecordingReader reader;
  private @Nullable SocketEvent head;

  private RecordingPart(String file, RecordingHeader header, @Nullable RecordingReader reader) {
    this.file = file;
    this.header = header;
    this.reader = reader;
  }

  /** Reads the header; standard input stays open, as it cannot be read again. */
  static RecordingPart of(String name) throws IOException {
    RecordingReader reader = RecordingReader.open(name);
    if (name.equals(RecordingReader.STDIN)) {
      return new RecordingPart(name, reader.header(), reader);
    }
    try (reader) {
      return new RecordingPart(name, reader.header(), null);
    }
  }

  RecordingHeader header() {
    return header;
  }

  String file() {
    return file;
  }

  void start(ReadProcesses processes) throws IOException {
    if (reader == null) {
      reader = RecordingReader.open(file, processes);
    }
    head = reader.next();
  }

  /** The event that comes next, null at the end. */
  @Nullable SocketEvent head() {
    return head;
  }

  void advance() throws IOException {
    head = reader().next();
  }

  RecordingSummary summary() {
    return reader().summary();
  }

  /** True when the other is the part that follows this one in a rotated recording. */
  boolean isContinuedBy(RecordingPart other) {
    long end =
        summary().footer().filter(RecordingFooter::continued).map(f -> f.atNanos()).orElse(-1L);
    return other.header.part() == header.part() + 1
        && other.header.atNanos() == end
        && other.header.provider().equals(header.provider());
  }

  private RecordingReader reader() {
    if (reader == null) {
      throw new IllegalStateException("not started: " + file);
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
