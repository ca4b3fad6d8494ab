package dev.flowtruth.formats.recording;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** One file or stream that is being written: a file created for its user alone; packed, counted. */
final class RecordingFile {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Counter onDisk;
  private final OutputStream out;
  private final boolean packed;
  private long taken;

  private RecordingFile(Path path, Counter onDisk, Compression compression) throws IOException {
    this.path = path;
    this.onDisk = onDisk;
    this.packed = compression != Compression.NONE;
    this.out = new BufferedOutputStream(compression.pack(onDisk), BUFFER);
  }

  /**
   * Makes the file. A device or pipe is written to as it is.
   *
   * @throws FileAlreadyExistsException when it exists and may not be overwritten
   */
  static RecordingFile create(Path path, RecordingOptions options) throws IOException {
    if (Files.isDirectory(path)) {
      throw Trouble.cannot("write", path.toString(), new IOException("it is a directory"));
    }
    try {
      if (!isDevice(path)) {
        createEmpty(path, options);
      }
      Counter onDisk =
          new Counter(
              Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
      return new RecordingFile(path, onDisk, options.compression());
    } catch (FileAlreadyExistsException e) {
      throw refuse(path);
    } catch (IOException e) {
      throw Trouble.cannot("create", path.toString(), e);
    }
  }

  /** Takes a stream that is open, and closes it at the end. */
  static RecordingFile of(OutputStream stream, String name, Compression compression)
      throws IOException {
    return new RecordingFile(Path.of(name), new Counter(stream), compression);
  }

  static FileAlreadyExistsException refuse(Path path) {
    return new FileAlreadyExistsException(
        path.toString(), null, "exists already; choose another name, or overwrite it with --force");
  }

  private static boolean isDevice(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path);
  }

  private static void createEmpty(Path path, RecordingOptions options) throws IOException {
    if (options.overwrite()) {
      Files.deleteIfExists(path);
    }
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    FileAttribute<?>[] mine = {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    Files.createFile(path, posix ? mine : new FileAttribute<?>[0]);
    RecordingOptions.FileOwner owner = options.owner();
    if (posix && owner != null) {
      Files.setAttribute(path, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  Path path() {
    return path;
  }

  void write(JsonLine line) throws IOException {
    line.writeTo(out);
    taken += line.length();
  }

  /** Bytes of the file, those not yet flushed included as far as their packed size is known. */
  long size() {
    return packed ? onDisk.count : taken;
  }

  void flush() throws IOException {
    out.flush();
  }

  void close() throws IOException {
    out.close();
  }

  /** Gives the descriptor back after a failure; what cannot be written any more is left. */
  void abandon() {
    try {
      onDisk.out().close();
    } catch (IOException e) {
      // The failure that led here was reported; the descriptor is gone in either case.
    }
  }

  /** Counts what reaches the file. */
  private static final class Counter extends FilterOutputStream {
    private long count;

    Counter(OutputStream out) {
      super(out);
    }

    OutputStream out() {
      return out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
