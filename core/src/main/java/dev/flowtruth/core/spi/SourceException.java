package dev.flowtruth.core.spi;

/**
 * A source could not do what was asked: a native call failed. The message names the call, errno and
 * its text, and what to do where that is known.
 */
public class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
