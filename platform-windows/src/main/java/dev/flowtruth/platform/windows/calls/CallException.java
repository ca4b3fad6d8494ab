package dev.flowtruth.platform.windows.calls;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.layout.Errors;

/** A call that Windows refused: its name, the error's number and what that means. */
public final class CallException extends SourceException {
  private static final long serialVersionUID = 1L;

  private final int error;

  public CallException(String call, int error) {
    super(call + ": error " + Integer.toUnsignedString(error) + words(error));
    this.error = error;
  }

  public int error() {
    return error;
  }

  /** Of those that we know how to handle; the others are in every list of Windows' errors. */
  private static String words(int error) {
    return switch (error) {
      case Errors.ERROR_ACCESS_DENIED -> " (access denied)";
      case Errors.ERROR_NOT_SUPPORTED -> " (not supported)";
      case Errors.ERROR_INVALID_PARAMETER -> " (invalid parameter)";
      case Errors.ERROR_INSUFFICIENT_BUFFER -> " (insufficient buffer)";
      case Errors.ERROR_NO_DATA -> " (no data)";
      default -> "";
    };
  }
}
