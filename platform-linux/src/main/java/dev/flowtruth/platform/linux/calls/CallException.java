package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.layout.Errno;

/** A call that the kernel refused: its name, errno and errno's text. */
public final class CallException extends SourceException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  CallException(String call, int errno) {
    super(call + ": errno " + errno + " (" + LibC.strerror(errno) + ")");
    this.errno = errno;
  }

  /** The call that just failed on this thread. */
  static CallException last(String call) {
    return new CallException(call, Native.getLastError());
  }

  /** True when the call that just failed on this thread may simply be made again. */
  static boolean isTransient() {
    int errno = Native.getLastError();
    return errno == Errno.EINTR || errno == Errno.EAGAIN;
  }

  /** A refusal that came in a message instead of a return value. */
  public static CallException reported(String call, int errno) {
    return new CallException(call, errno);
  }

  public int errno() {
    return errno;
  }
}
