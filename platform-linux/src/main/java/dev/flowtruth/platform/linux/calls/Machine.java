package dev.flowtruth.platform.linux.calls;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Small questions to the kernel: clocks, user, links. One thread at a time. */
public final class Machine {
  private static final long SECOND = 1_000_000_000L;
  private static final int CLOCK_TRIES = 4;
  private static final int LINK_SIZE = 256;

  private final ByteBuffer time = NativeBuffers.allocate(Sockets.TIME_SIZE);
  private final ByteBuffer link = NativeBuffers.allocate(LINK_SIZE);

  /** Loads the native library; what that throws is told as what is wrong. */
  public Machine() throws SourceException {
    try {
      LibC.geteuid();
    } catch (LinkageError e) {
      throw new SourceException("JNA cannot be used: " + e.getMessage(), e);
    }
  }

  /** Effective user id of this process. */
  public int userId() {
    return LibC.geteuid();
  }

  /**
   * The three clocks as nearly at one moment as can be had: of a few readings the one whose two
   * monotonic ends lie closest together.
   */
  public ClockReading clock() {
    ClockReading best = null;
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < CLOCK_TRIES || best == null; i++) {
      long before = nanos(Sockets.CLOCK_MONOTONIC);
      long wall = nanos(Sockets.CLOCK_REALTIME);
      long boot = nanos(Sockets.CLOCK_BOOTTIME);
      long took = nanos(Sockets.CLOCK_MONOTONIC) - before;
      if (took < shortest) {
        shortest = took;
        best = new ClockReading(wall, before + took / 2, boot);
      }
    }
    return best;
  }

  private long nanos(int clock) {
    if (LibC.clock_gettime(clock, time) < 0) {
      // The man page knows no error for these clocks and a good buffer.
      throw new IllegalStateException(CallException.last("clock_gettime(" + clock + ")"));
    }
    return time.getLong(Sockets.TIME_SECONDS) * SECOND + time.getLong(Sockets.TIME_FRACTION);
  }

  /**
   * The inode number of the network namespace that a link such as {@code /proc/1/ns/net} names.
   *
   * @return 0 when the link is not there or may not be read
   */
  public long namespaceOf(String path) {
    long length = LibC.readlink(path, link, LINK_SIZE);
    return length <= 0 ? 0 : namespaceNumber(link, (int) length);
  }

  /** The digits of {@code net:[4026531833]}; 0 when it looks otherwise. */
  private static long namespaceNumber(ByteBuffer text, int length) {
    String target = StandardCharsets.US_ASCII.decode(text.duplicate().limit(length)).toString();
    if (!target.startsWith("net:[") || !target.endsWith("]")) {
      return 0;
    }
    return Long.parseLong(target, 5, target.length() - 1, 10);
  }
}
