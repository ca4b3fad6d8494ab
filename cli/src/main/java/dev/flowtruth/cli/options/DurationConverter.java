package dev.flowtruth.cli.options;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 100ms}, {@code 2s}, {@code 5m}, {@code 1h}; {@code 0} needs no unit. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([a-z]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  @Override
  public Duration convert(String value) {
    return parse(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' is not a duration such as 100ms, 2s, 5m, 1h or 0"));
  }

  /** The duration, empty when the text is none. */
  public static Optional<Duration> parse(String value) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal count = new BigDecimal(matcher.group(1));
    if (matcher.group(2).isEmpty()) {
      return count.signum() == 0 ? Optional.of(Duration.ZERO) : Optional.empty();
    }
    return Optional.ofNullable(NANOS.get(matcher.group(2)))
        .map(unit -> count.multiply(BigDecimal.valueOf(unit)))
        .filter(nanos -> nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0)
        .map(nanos -> Duration.ofNanos(nanos.longValue()));
  }
}
