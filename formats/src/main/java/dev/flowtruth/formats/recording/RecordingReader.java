package dev.flowtruth.formats.recording;

import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketListener;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one recording as a stream of core's events: a plain, gzip or zstd file.
 *
 * <p>The time base of these events is wall-clock nanoseconds since the epoch: the first event is a
 * {@link ClockRead} whose monotonic time equals its wall time, as does every later one, so a
 * listener that converts times by them leaves them as they are. After a step of the wall clock,
 * times go on in the new one and may lie before earlier ones.
 *
 * <p>Unknown types and fields are skipped; a file may break off anywhere. Memory holds the open
 * sockets and the processes, not the lines. One thread at a time may use it.
 */
public final class RecordingReader implements Closeable {
  /** The name that stands for standard input. */
  public static final String STDIN = "-";

  private final String file;
  private final LineSource lines;
  private final LineParser parser = new LineParser();
  private final RecordingHeader header;
  private final EventDecoder decoder;
  private @Nullable SocketEvent begin;
  private @Nullable RecordingFooter footer;
  private long skipped;
  private boolean torn;
  private long lastNanos;

  RecordingReader(String file, InputStream in, ReadProcesses processes) throws IOException {
    this.file = file;
    this.lines = new LineSource(file, unpack(file, in));
    this.header = readHeader();
    this.lastNanos = header.atNanos();
    this.decoder = new EventDecoder(processes, lastNanos);
    this.begin = new ClockRead(EventDecoder.wallOnly(lastNanos), null);
  }

  /**
   * Opens a file and reads its header.
   *
   * @param name path of the file, {@code -} for standard input
   * @throws BadRecordingException when it is no recording, or one of a newer schema
   * @throws IOException when it cannot be read: one sentence that names the file
   */
  public static RecordingReader open(String name) throws IOException {
    return open(name, new ReadProcesses());
  }

  /** Reads a stream that somebody else opened; it is closed with the reader. */
  public static RecordingReader of(String name, InputStream in) throws IOException {
    return new RecordingReader(name, in, new ReadProcesses());
  }

  static RecordingReader open(String name, ReadProcesses processes) throws IOException {
    InputStream in = name.equals(STDIN) ? System.in : stream(name);
    try {
      return new RecordingReader(name, in, processes);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream stream(String name) throws IOException {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new BadRecordingException(name, "is a directory, not a recording");
      }
      if (Files.notExists(path)) {
        throw new BadRecordingException(name, missing(path));
      }
      return Files.newInputStream(path);
    } catch (InvalidPathException e) {
      throw new BadRecordingException(name, "is no path: " + e.getReason());
    } catch (BadRecordingException e) {
      throw e;
    } catch (IOException e) {
      throw Trouble.cannot("read", name, e);
    }
  }

  private static String missing(Path path) throws IOException {
    List<Path> parts = path.getFileName() == null ? List.of() : PartNames.of(path).existing();
    if (parts.isEmpty()) {
      return "does not exist";
    }
    String first = parts.get(0).getFileName().toString();
    String last = parts.get(parts.size() - 1).getFileName().toString();
    String names = parts.size() == 1 ? first : first + " to " + last;
    return "does not exist, but parts of it do: give " + names;
  }

  private static InputStream unpack(String file, InputStream in) throws IOException {
    try {
      return Compression.unpack(in);
    } catch (EOFException e) {
      return InputStream.nullInputStream();
    } catch (ZipException e) {
      throw new BadRecordingException(
          file, "is not a recording: damaged gzip, " + Trouble.words(e));
    } catch (IOException e) {
      throw Trouble.cannot("read", file, e);
    }
  }

  public RecordingHeader header() {
    return header;
  }

  /** The file as the user named it. */
  public String file() {
    return file;
  }

  /**
   * The next event, null at the end.
   *
   * @throws BadRecordingException when a line is not what it should be
   */
  public @Nullable SocketEvent next() throws IOException {
    SocketEvent event = begin;
    begin = null;
    while (event == null) {
      Line line = nextLine();
      if (line == null) {
        return null;
      }
      event = decode(line);
    }
    lastNanos = Math.max(lastNanos, event.time().at());
    return event;
  }

  /** Hands all events that are left to a listener and returns what it came to. */
  public RecordingSummary readTo(SocketListener listener) throws IOException {
    for (SocketEvent event = next(); event != null; event = next()) {
      listener.onEvent(event);
    }
    return summary();
  }

  /** What it came to so far. */
  public RecordingSummary summary() {
    return new RecordingSummary(
        lines.number(), skipped, torn, lastNanos, Optional.ofNullable(footer));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private @Nullable SocketEvent decode(Line line) throws BadRecordingException {
    if (footer != null) {
      throw line.bad("type", "nothing after the footer");
    }
    LineType type = LineType.ofLabel(line.text("type"));
    if (type == null) {
      skipped++;
      return null;
    }
    if (type == LineType.FOOTER) {
      footer = FrontLines.footer(line);
      lastNanos = Math.max(lastNanos, footer.atNanos());
    }
    return decoder.decode(type, line);
  }

  private RecordingHeader readHeader() throws IOException {
    if (!lines.next()) {
      throw new BadRecordingException(file, "is empty; a recording begins with a header line");
    }
    Line line;
    try {
      line = parse();
    } catch (IOException e) {
      throw notRecording();
    }
    if (!"header".equals(line.raw("type"))) {
      throw notRecording();
    }
    return FrontLines.header(line);
  }

  private BadRecordingException notRecording() {
    return new BadRecordingException(
        file, Imposter.describe(lines.bytes(), lines.offset(), lines.length()));
  }

  /** The next line; null at the end, also when that is in the middle of a line. */
  private @Nullable Line nextLine() throws IOException {
    if (!lines.next()) {
      return null;
    }
    try {
      return parse();
    } catch (IOException e) {
      if (!lines.isTerminated()) {
        torn = true;
        return null;
      }
      throw new BadRecordingException(file, lines.number(), null, NotJson.words(lines, e));
    }
  }

  private Line parse() throws IOException {
    return new Line(
        file, lines.number(), parser.parse(lines.bytes(), lines.offset(), lines.length()));
  }
}
