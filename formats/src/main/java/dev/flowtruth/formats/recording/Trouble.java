package dev.flowtruth.formats.recording;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Words for what the file system refuses; the JDK's messages are often the path alone. */
final class Trouble {
  /** A failure whose message says everything that a user needs. */
  static final class Sentence extends IOException {
    private static final long serialVersionUID = 1L;

    private Sentence(String message, IOException cause) {
      super(message, cause);
    }
  }

  private Trouble() {}

  /** What failed as one sentence; one that is a sentence already stays as it is. */
  static IOException cannot(String action, String path, IOException cause) {
    boolean said = cause instanceof Sentence || cause instanceof FileAlreadyExistsException;
    return said
        ? cause
        : new Sentence("cannot " + action + " " + path + ": " + words(cause), cause);
  }

  static String words(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    @Nullable String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }
}
