package dev.flowtruth.formats.flows;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that cannot be labelled at all: names the file, the line, the field and what is wrong. */
public final class BadFlowFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final @Nullable String field;
  private final String problem;

  /**
   * What is wrong, and where.
   *
   * @param file the name that the user gave
   * @param line from 1; 0 when the whole file is meant
   * @param field the column or key, null when none is to blame
   * @param problem what was found, what was expected, and what to do
   */
  public BadFlowFileException(String file, long line, @Nullable String field, String problem) {
    super(
        file
            + (line > 0 ? ", line " + line : "")
            + (field == null ? "" : ", field " + field)
            + ": "
            + problem);
    this.file = file;
    this.line = line;
    this.field = field;
    this.problem = problem;
  }

  public String file() {
    return file;
  }

  /** From 1; 0 when the whole file is meant. */
  public long line() {
    return line;
  }

  public @Nullable String field() {
    return field;
  }

  public String problem() {
    return problem;
  }
}
