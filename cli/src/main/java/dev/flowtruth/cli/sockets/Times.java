package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.ProcessRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Wall-clock times as RFC 3339 text in UTC. */
public final class Times {
  private static final long SECOND = 1_000_000_000L;

  private Times() {}

  /** The text of a time in ns since the epoch; null when it is {@link ProcessRef#UNKNOWN}. */
  public static @Nullable String rfc3339(long wallNanos) {
    return wallNanos == ProcessRef.UNKNOWN ? null : instant(wallNanos).toString();
  }

  /** The moment that is so many ns after the epoch. */
  public static Instant instant(long wallNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(wallNanos, SECOND), Math.floorMod(wallNanos, SECOND));
  }

  /** The ns since the epoch of a moment. */
  public static long nanos(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
  }
}
