package dev.flowtruth.cli.console;

/** The reader of stdout went away ({@code | head}): there is nobody left to write for. */
public final class ClosedPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClosedPipeException() {
    super("the reader of the standard output went away");
  }
}
