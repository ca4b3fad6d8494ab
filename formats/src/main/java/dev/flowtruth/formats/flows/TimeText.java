package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Points in time as RFC 3339 text, which says its own offset from UTC. */
final class TimeText {
  private static final long NANOS = 1_000_000_000L;

  private TimeText() {}

  /** Nanoseconds since the epoch, or {@link Decimals#BAD}. */
  static long nanos(byte[] data, int from, int to) {
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return instant.getEpochSecond() < 0
          ? Decimals.BAD
          : Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      return Decimals.BAD;
    }
  }
}
