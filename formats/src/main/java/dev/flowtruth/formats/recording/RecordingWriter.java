package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a watcher to a recording, or to the parts of a rotated one.
 *
 * <p>A file is made for its user alone (0600) and appended to. Lines reach it at the latest with
 * the first event a second after the last flush; who wants that in quiet times too calls {@link
 * #flush()} each second. A kill costs at most what was not flushed.
 *
 * <p>The first failure to write is thrown once, by whatever call met it, as a sentence that names
 * the file; it stays in {@link #failure()}, later events are ignored, and what was written before
 * is readable. Thread-safe.
 */
public final class RecordingWriter implements SocketListener, Closeable, Flushable {
  private static final long FLUSH_NANOS = 1_000_000_000L;

  private final Path path;
  private final RecordingHeader header;
  private final RecordingOptions options;
  private final RecordingState state;
  private RecordingFile file;
  private int part;
  private long flushedNanos;
  private long startedNanos;
  private long restatedBytes;
  private boolean closed;
  private @Nullable IOException failure;

  private RecordingWriter(
      RecordingFile file,
      Path path,
      RecordingHeader header,
      ClockReading clock,
      RecordingOptions options) {
    this.path = path;
    this.header = header;
    this.options = options;
    this.part = options.rotates() ? 1 : 0;
    this.file = file;
    this.state = new RecordingState(clock, line -> this.file.write(line));
  }

  /**
   * Makes the file and writes header and clock.
   *
   * @param path of the recording; of a rotated one the name from which the parts take theirs
   * @param header from {@link RecordingHeader#of}
   * @param clock the host's clocks, read now
   * @throws FileAlreadyExistsException when it, or a part of it, exists and may not be overwritten
   * @throws IOException when it cannot be made: one sentence that names the file
   */
  public static RecordingWriter create(
      Path path, RecordingHeader header, ClockReading clock, RecordingOptions options)
      throws IOException {
    if (options.rotates()) {
      clearParts(path, options);
    }
    Path first = options.rotates() ? PartNames.of(path).part(1) : path;
    RecordingFile file = RecordingFile.create(first, options);
    return begun(new RecordingWriter(file, path, header, clock, options), clock);
  }

  /**
   * Writes header and clock to a stream, such as stdout, and the rest as it comes.
   *
   * @param stream is closed at the end
   * @param name of the stream, for people
   * @param header from {@link RecordingHeader#of}
   * @param clock the host's clocks, read now
   * @throws IllegalArgumentException when the options want several parts
   * @throws IOException when it cannot be written to: one sentence that names it
   */
  public static RecordingWriter create(
      OutputStream stream,
      String name,
      RecordingHeader header,
      ClockReading clock,
      RecordingOptions options)
      throws IOException {
    if (options.rotates()) {
      throw new IllegalArgumentException("a stream has no parts");
    }
    RecordingFile file = RecordingFile.of(stream, name, options.compression());
    return begun(new RecordingWriter(file, file.path(), header, clock, options), clock);
  }

  private static RecordingWriter begun(RecordingWriter writer, ClockReading clock)
      throws IOException {
    writer.begin(clock.wall());
    return writer;
  }

  private static void clearParts(Path path, RecordingOptions options) throws IOException {
    for (Path old : PartNames.of(path).existing()) {
      if (!options.overwrite()) {
        throw RecordingFile.refuse(old);
      }
      delete(old);
    }
  }

  private static void delete(Path old) throws IOException {
    try {
      Files.delete(old);
    } catch (IOException e) {
      throw Trouble.cannot("overwrite", old.toString(), e);
    }
  }

  @Override
  public synchronized void onEvent(SocketEvent event) {
    if (closed || failure != null) {
      return;
    }
    try {
      state.write(event);
      keepTime();
    } catch (IOException e) {
      throw new UncheckedIOException(fail(e));
    }
  }

  /** Hands everything to the operating system. */
  @Override
  public synchronized void flush() throws IOException {
    if (closed || failure != null) {
      return;
    }
    try {
      flush(options.ticker().getAsLong());
    } catch (IOException e) {
      throw fail(e);
    }
  }

  /** Writes the footer and ends the file; does nothing the second time or after a failure. */
  @Override
  public synchronized void close() throws IOException {
    if (closed || failure != null) {
      return;
    }
    closed = true;
    try {
      end(state.wallOf(options.ticker().getAsLong()), false);
    } catch (IOException e) {
      throw fail(e);
    }
  }

  /** What made the writer give up. */
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** What was recorded so far, over all parts. */
  public synchronized RecordingTotals totals() {
    return state.totals();
  }

  /** Processes that ended while they were looked up, for the totals: all since the start. */
  public synchronized void setProcessesVanished(long count) {
    state.setProcessesVanished(count);
  }

  /** The file that is being written: of a rotated recording the present part; a stream's name. */
  public synchronized Path file() {
    return file.path();
  }

  private void begin(long at) throws IOException {
    try {
      start(at);
      file.flush();
    } catch (IOException e) {
      throw fail(e);
    }
  }

  private void keepTime() throws IOException {
    long now = options.ticker().getAsLong();
    if (isFull(now)) {
      rotate(now);
    } else if (now - flushedNanos >= FLUSH_NANOS) {
      flush(now);
    }
  }

  private boolean isFull(long now) {
    long bytes = options.rotateBytes();
    long nanos = options.rotateNanos();
    return bytes > 0 && file.size() - restatedBytes >= bytes
        || nanos > 0 && now - startedNanos >= nanos;
  }

  private void rotate(long now) throws IOException {
    long at = state.wallOf(now);
    end(at, true);
    part++;
    file = RecordingFile.create(PartNames.of(path).part(part), options);
    start(at);
    state.restate();
    file.flush();
    restatedBytes = file.size();
  }

  private void start(long at) throws IOException {
    startedNanos = options.ticker().getAsLong();
    flushedNanos = startedNanos;
    state.startFile(header.at(at, part));
  }

  private void end(long at, boolean continued) throws IOException {
    state.endFile(at, continued);
    file.close();
  }

  private void flush(long now) throws IOException {
    file.flush();
    flushedNanos = now;
  }

  private IOException fail(IOException cause) {
    file.abandon();
    IOException sentence = Trouble.cannot("write", file.path().toString(), cause);
    failure = sentence;
    return sentence;
  }
}
