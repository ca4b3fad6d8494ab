package dev.flowtruth.formats.flows;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a clock on the wall showed into points in time. A time that the clock showed twice, or
 * never, is none: to choose would be a guess by an hour. Thread-safe.
 */
final class LocalTimes {
  private static final long NANOS = 1_000_000_000L;
  private static final long HOUR = 3600;

  private final ZoneId zone;
  private final ZoneRules rules;
  private volatile Hour last = new Hour(Long.MIN_VALUE, 0);
  private volatile boolean used;

  /** Local times of a zone. */
  LocalTimes(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /** An hour by the wall clock in which one offset from UTC was in force, in seconds. */
  private record Hour(long local, int offset) {}

  ZoneId zone() {
    return zone;
  }

  /** True once a time without a zone of its own was read. */
  boolean used() {
    return used;
  }

  /**
   * Nanoseconds since the epoch.
   *
   * @param nanos local time as nanoseconds since 1970-01-01T00:00 on that clock
   * @throws BadRowException when the clock showed this twice or never
   */
  long utc(long nanos) throws BadRowException {
    used = true;
    long seconds = Math.floorDiv(nanos, NANOS);
    long hour = Math.floorDiv(seconds, HOUR);
    Hour known = last;
    if (known.local() != hour) {
      Hour found = wholeHour(hour);
      if (found == null) {
        return nanos - offset(seconds) * NANOS;
      }
      last = known = found;
    }
    return nanos - known.offset() * NANOS;
  }

  /** Null when the offset changes within the hour. */
  private @Nullable Hour wholeHour(long hour) {
    List<ZoneOffset> first = rules.getValidOffsets(local(hour * HOUR));
    List<ZoneOffset> end = rules.getValidOffsets(local(hour * HOUR + HOUR - 1));
    boolean one = first.size() == 1 && first.equals(end);
    return one ? new Hour(hour, first.get(0).getTotalSeconds()) : null;
  }

  private int offset(long seconds) throws BadRowException {
    List<ZoneOffset> offsets = rules.getValidOffsets(local(seconds));
    if (offsets.size() == 1) {
      return offsets.get(0).getTotalSeconds();
    }
    throw BadRowException.of(
        "time",
        "expected a time that clocks in "
            + zone
            + " showed once, "
            + local(seconds)
            + (offsets.isEmpty() ? " was skipped" : " came twice"));
  }

  private static LocalDateTime local(long seconds) {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }
}
