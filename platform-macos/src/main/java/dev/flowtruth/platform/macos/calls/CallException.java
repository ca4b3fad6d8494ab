package dev.flowtruth.platform.macos.calls;

import dev.flowtruth.core.spi.SourceException;

/** A call that the kernel refused: its name, errno and errno's text. */
public final class CallException extends SourceException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  public CallException(String call, int errno) {
    super(call + ": errno " + errno + " (" + MacosSystem.text(errno) + ")");
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }
}
