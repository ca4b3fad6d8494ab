package dev.flowtruth.cli.console;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reader of stdout went away ({@code | head}): there is nobody left to write for. */
public final class ClosedPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClosedPipeException() {
    super("the reader of the standard output went away");
  }

  /** The JDK has no class for it: EPIPE is known by its text, on Windows ERROR_NO_DATA too. */
  public static boolean isMeantBy(@Nullable IOException e) {
    String text = e == null ? "" : String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("broken pipe") || text.contains("pipe is being closed");
  }
}
