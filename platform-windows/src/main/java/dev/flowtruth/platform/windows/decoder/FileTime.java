package dev.flowtruth.platform.windows.decoder;

import dev.flowtruth.core.model.ProcessRef;

/** Windows' time: units of 100 ns since 1601-01-01. */
public final class FileTime {
  /** 1970-01-01 in that unit. */
  private static final long EPOCH = 116_444_736_000_000_000L;

  private static final long UNIT_NANOS = 100;

  /** 2262-04-11: later moments do not fit into nanoseconds since 1970. */
  private static final long LATEST = EPOCH + Long.MAX_VALUE / UNIT_NANOS;

  private FileTime() {}

  /**
   * Nanoseconds since 1970, or {@link ProcessRef#UNKNOWN} for what is no time at all: 0, -1, and
   * moments before 1970 or after 2262.
   */
  public static long toEpochNanos(long fileTime) {
    return isKnown(fileTime) ? (fileTime - EPOCH) * UNIT_NANOS : ProcessRef.UNKNOWN;
  }

  /** The file time of a moment in nanoseconds since 1970. */
  public static long ofEpochNanos(long nanos) {
    return Math.floorDiv(nanos, UNIT_NANOS) + EPOCH;
  }

  public static boolean isKnown(long fileTime) {
    return fileTime >= EPOCH && fileTime <= LATEST;
  }
}
