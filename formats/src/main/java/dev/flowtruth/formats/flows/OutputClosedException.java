package dev.flowtruth.formats.flows;

import java.io.IOException;
import java.util.Locale;

/** The reader of the output went away ({@code | head}): the end of the work, and no error. */
public final class OutputClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputClosedException(IOException cause) {
    super("the reader of the output is gone", cause);
  }

  /** The failure of a write: one of these when the reader went away, else the failure itself. */
  public static IOException orSame(IOException e) {
    // The JDK has no class for it: EPIPE is known by its text, on Windows ERROR_NO_DATA too.
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean closed = text.contains("broken pipe") || text.contains("pipe is being closed");
    return closed ? new OutputClosedException(e) : e;
  }
}
