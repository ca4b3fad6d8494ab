package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Points in time in a form that the user gave, in the letters of {@link DateTimeFormatter}: {@code
 * MM/dd/yyyy hh:mm:ss.SSS a}. The resolution is that of the form. Thread-safe.
 */
final class FormattedTimes implements TimeReader {
  private static final long NANOS = 1_000_000_000L;
  private static final int MOST_DIGITS = 9;

  private final String pattern;
  private final DateTimeFormatter formatter;
  private final LocalTimes local;
  private final @Nullable LocalDate date;
  private final long resolution;

  /**
   * Times in a form.
   *
   * @param date of times whose form has none, null when nobody said
   * @throws IllegalArgumentException when the form is none; the message says why
   */
  FormattedTimes(String pattern, LocalTimes local, @Nullable LocalDate date) {
    this.pattern = pattern;
    this.formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .toFormatter(Locale.ENGLISH);
    this.local = local;
    this.date = date;
    this.resolution = resolution(pattern);
  }

  /** That of the smallest unit in the form. */
  private static long resolution(String pattern) {
    int digits = (int) pattern.chars().filter(letter -> letter == 'S').count();
    if (digits > 0) {
      long unit = 1;
      for (int i = Math.min(digits, MOST_DIGITS); i < MOST_DIGITS; i++) {
        unit *= 10;
      }
      return unit;
    }
    return pattern.indexOf('s') >= 0
        ? NANOS
        : pattern.indexOf('m') >= 0 ? 60 * NANOS : 3600 * NANOS;
  }

  @Override
  public String expected() {
    return "a time of the form '" + pattern + "'";
  }

  @Override
  public long nanos(byte[] data, int from, int to) throws BadRowException {
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    try {
      TemporalAccessor parsed = formatter.parse(text);
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        return nanos(Instant.from(parsed));
      }
      LocalDate day = parsed.query(TemporalQueries.localDate());
      return local.utc(nanos(day(day, text).atTime(LocalTime.from(parsed))));
    } catch (DateTimeException | ArithmeticException e) {
      return Decimals.BAD;
    }
  }

  private LocalDate day(@Nullable LocalDate day, String text) throws BadRowException {
    LocalDate known = day == null ? date : day;
    if (known == null) {
      throw BadRowException.fatal(
          "time", "'" + text + "' has no date; say of which day the rows are: --date YYYY-MM-DD");
    }
    return known;
  }

  private static long nanos(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }

  private static long nanos(LocalDateTime time) {
    return nanos(time.toInstant(ZoneOffset.UTC));
  }

  @Override
  public long resolutionNanos(byte[] data, int from, int to) {
    return resolution;
  }
}
