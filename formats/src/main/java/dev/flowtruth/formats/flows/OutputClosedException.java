package dev.flowtruth.formats.flows;

import java.io.IOException;

/** The reader of the output went away ({@code | head}): the end of the work, and no error. */
public final class OutputClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputClosedException(IOException cause) {
    super("the reader of the output is gone", cause);
  }
}
