package dev.flowtruth.formats.recording;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Words for what the file system refuses; the JDK's messages are often the path alone. */
final class Trouble {
  private Trouble() {}

  static IOException cannot(String action, String path, IOException cause) {
    return new IOException("cannot " + action + " " + path + ": " + words(cause), cause);
  }

  static String words(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    @Nullable String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }
}
