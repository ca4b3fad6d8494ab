package dev.flowtruth.formats.flows;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as people write them: {@code 2026-11-24 20:17:03.5}, {@code 24/11/2026 08:17:03
 * PM}, {@code 20:17:03}, each with {@code Z} or an offset or without, and epoch numbers. The day
 * stands before the month unless the year comes first. The resolution is that of the last digit.
 *
 * <p>Thread-safe, except that times without a date need the rows in the file's order.
 */
final class WrittenTimes implements TimeReader {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 24 * 3600 * NANOS;
  private static final long NOON = DAY / 2;

  private final LocalTimes local;
  private final @Nullable LocalDate date;
  private final boolean countsMillis;
  private long day = Long.MIN_VALUE;
  private long lastOfDay = -1;

  /**
   * Times of a file.
   *
   * @param local what times without a zone mean
   * @param date of the first time without a date, null when nobody said
   * @param countsMillis true where digits behind the point are a count of milliseconds: {@code .12}
   *     is 12 ms
   */
  WrittenTimes(LocalTimes local, @Nullable LocalDate date, boolean countsMillis) {
    this.local = local;
    this.date = date;
    this.countsMillis = countsMillis;
  }

  @Override
  public String expected() {
    return "a time such as 2026-01-31 12:00:00";
  }

  @Override
  public long nanos(byte[] data, int from, int to) throws BadRowException {
    int end = ClockText.digitsEnd(data, from, to);
    int length = end - from;
    if (end == to || length > 4 || data[end] == '.' || (data[end] | 0x20) == 'e') {
      return EpochText.nanos(data, from, to);
    }
    if (data[end] == ':') {
      return timeOfDay(data, from, to);
    }
    return data[end] == '-' || data[end] == '/' ? dateAndTime(data, from, end, to) : Decimals.BAD;
  }

  @Override
  public long resolutionNanos(byte[] data, int from, int to) {
    int colon = ByteSearch.indexOf(data, from, to, (byte) ':');
    if (colon < 0) {
      return EpochText.resolutionNanos(data, from, to);
    }
    int hour = colon;
    while (hour > from && data[hour - 1] >= '0' && data[hour - 1] <= '9') {
      hour--;
    }
    ClockText.Clock clock = ClockText.timeOfDay(data, hour, to);
    long resolution = clock == null ? NANOS : clock.resolution();
    return countsMillis ? Math.min(resolution, 1_000_000) : resolution;
  }

  private long dateAndTime(byte[] data, int from, int firstEnd, int to) throws BadRowException {
    byte separator = data[firstEnd];
    int secondEnd = ClockText.digitsEnd(data, firstEnd + 1, to);
    int thirdEnd = ClockText.digitsEnd(data, Math.min(secondEnd + 1, to), to);
    if (secondEnd >= to || data[secondEnd] != separator || thirdEnd >= to) {
      return Decimals.BAD;
    }
    long first = Decimals.whole(data, from, firstEnd);
    long month = Decimals.whole(data, firstEnd + 1, secondEnd);
    long third = Decimals.whole(data, secondEnd + 1, thirdEnd);
    boolean yearFirst = firstEnd - from == 4;
    long epochDay = epochDay(yearFirst ? first : third, month, yearFirst ? third : first);
    return epochDay == Decimals.BAD ? Decimals.BAD : timeOf(epochDay, data, thirdEnd + 1, to);
  }

  private static long epochDay(long year, long month, long day) {
    if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) {
      return Decimals.BAD;
    }
    try {
      return LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
    } catch (DateTimeException e) {
      return Decimals.BAD;
    }
  }

  /** The time of day that begins at {@code from}, on a day, with its zone where it has one. */
  private long timeOf(long epochDay, byte[] data, int from, int to) throws BadRowException {
    int start = from;
    while (start < to && data[start] == ' ') {
      start++;
    }
    ClockText.Clock clock = ClockText.timeOfDay(data, start, to);
    if (clock == null) {
      return Decimals.BAD;
    }
    HalfDay half = HalfDay.at(data, clock.end(), to);
    long ofDay = half.applyTo(countedMillis(clock, data));
    if (ofDay < 0) {
      return Decimals.BAD;
    }
    return zoned(epochDay * DAY + ofDay, data, half == HalfDay.NONE ? clock.end() : to, to);
  }

  private long countedMillis(ClockText.Clock clock, byte[] data) {
    if (!countsMillis || clock.resolution() <= 1_000_000 || clock.resolution() >= NANOS) {
      return clock.nanos();
    }
    int digits = clock.resolution() == NANOS / 10 ? 1 : 2;
    long count = Decimals.whole(data, clock.end() - digits, clock.end());
    return clock.nanos() / NANOS * NANOS + count * 1_000_000;
  }

  private long zoned(long nanos, byte[] data, int from, int to) throws BadRowException {
    if (from == to) {
      return local.utc(nanos);
    }
    long offset = OffsetText.seconds(data, from, to);
    return offset == OffsetText.BAD ? Decimals.BAD : nanos - offset * NANOS;
  }

  private long timeOfDay(byte[] data, int from, int to) throws BadRowException {
    if (date == null) {
      throw BadRowException.fatal(
          "time",
          "'"
              + Printable.of(data, from, to, 40)
              + "' has no date; say of which day the first row is: --date YYYY-MM-DD");
    }
    ClockText.Clock clock = ClockText.timeOfDay(data, from, to);
    if (clock == null || clock.end() != to) {
      return Decimals.BAD;
    }
    return local.utc(dayOf(clock.nanos(), date) * DAY + clock.nanos());
  }

  /** A step back by more than half a day is the next day, one ahead the day before. */
  private long dayOf(long ofDay, LocalDate first) {
    if (lastOfDay < 0) {
      day = first.toEpochDay();
    } else if (lastOfDay - ofDay > NOON) {
      day++;
    } else if (ofDay - lastOfDay > NOON) {
      day--;
    }
    lastOfDay = ofDay;
    return day;
  }
}
