package dev.flowtruth.cli.options;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** RFC 3339, or the epoch in seconds, ms, µs or ns: whichever its size makes it. */
public final class InstantConverter implements ITypeConverter<Instant> {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{1,9})?");

  @Override
  public Instant convert(String value) {
    try {
      return NUMBER.matcher(value).matches()
          ? ofEpoch(new BigDecimal(value))
          : OffsetDateTime.parse(value.replace(' ', 'T')).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException(
          "'"
              + value
              + "' is not a time such as 2026-01-31T12:00:00Z or 1769860800 (epoch seconds, ms or"
              + " ns)");
    }
  }

  private static Instant ofEpoch(BigDecimal number) {
    int digits = number.toBigInteger().toString().length();
    int shift = digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 17 ? 3 : 0;
    long nanos = number.scaleByPowerOfTen(shift).toBigInteger().longValueExact();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
