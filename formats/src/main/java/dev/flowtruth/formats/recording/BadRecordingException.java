package dev.flowtruth.formats.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as a recording. The message is one sentence: file, line, field, what
 * was expected and what was found.
 */
public final class BadRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final @Nullable String field;

  /** A trouble with the file as a whole. */
  BadRecordingException(String file, String sentence) {
    super(file + " " + sentence);
    this.file = file;
    this.line = 0;
    this.field = null;
  }

  /** A trouble at one place. */
  BadRecordingException(String file, long line, @Nullable String field, String sentence) {
    super(
        file
            + ", line "
            + line
            + (field == null ? "" : ", field '" + field + "'")
            + ": "
            + sentence);
    this.file = file;
    this.line = line;
    this.field = field;
  }

  /** The file as the user named it. */
  public String file() {
    return file;
  }

  /** From 1; 0 when it is about the file as a whole. */
  public long line() {
    return line;
  }

  /** The field, null when it is about the line as a whole. */
  public @Nullable String field() {
    return field;
  }
}
