package dev.flowtruth.cli.console;

import dev.flowtruth.formats.recording.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file that {@code -o} names. It is made with its first byte, so an input that turns out to be
 * none leaves nothing behind; under sudo it belongs to the user who called it. A name that ends in
 * {@code .gz} or {@code .zst} is packed so.
 */
public final class OutputFile extends OutputStream {
  private final Path path;
  private final boolean force;
  private final boolean isPrivate;
  private @Nullable OutputStream out;

  /**
   * A file that is not made yet.
   *
   * @param force overwrite what is there
   * @param isPrivate for its user alone (0600), because it may hold secrets
   * @throws Failure when it exists and may not be overwritten
   */
  public OutputFile(Path path, boolean force, boolean isPrivate) {
    this.path = path;
    this.force = force;
    this.isPrivate = isPrivate;
    if (!force && Files.isRegularFile(path)) {
      throw exists(path);
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    attempt(() -> open().write(bytes, from, length));
  }

  @Override
  public void flush() {
    if (out != null) {
      attempt(out::flush);
    }
  }

  @Override
  public void close() {
    if (out != null) {
      attempt(out::close);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (FileSystemException e) {
      throw Failure.ofFile(e);
    } catch (IOException e) {
      throw Failure.running("cannot write " + path + ": " + e.getMessage());
    }
  }

  private OutputStream open() throws IOException {
    if (out == null) {
      out = Compression.ofFileName(path.toString()).pack(create());
    }
    return out;
  }

  private OutputStream create() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return Files.newOutputStream(path, StandardOpenOption.WRITE);
    }
    if (force) {
      Files.deleteIfExists(path);
    }
    try {
      Files.createFile(path, permissions());
    } catch (FileAlreadyExistsException e) {
      throw exists(path);
    }
    SudoUser.ofProcess().ifPresent(user -> give(path, user));
    return Files.newOutputStream(path, StandardOpenOption.WRITE);
  }

  private FileAttribute<?>[] permissions() {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPrivate && posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Makes a folder and those above it, as far as they are missing; under sudo they are the user's.
   */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().normalize().getParent();
    if (above != null) {
      createFolder(above);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      throw Failure.input(folder + " is a file; expected a folder, or a new name for one");
    }
    SudoUser.ofProcess().ifPresent(user -> give(folder, user));
  }

  private static void give(Path path, SudoUser user) {
    try {
      Files.setAttribute(path, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw Failure.running(path + " can't be given to the user who called sudo: " + e);
    }
  }

  /** What is said of a file that is there and may not be overwritten. */
  public static Failure exists(Path path) {
    return Failure.input(
        path + " exists already; choose another name, or overwrite it with --force");
  }
}
