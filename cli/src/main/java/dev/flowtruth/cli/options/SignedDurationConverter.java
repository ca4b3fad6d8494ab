package dev.flowtruth.cli.options;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** A duration that may be negative: {@code -1.5s}. */
public final class SignedDurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    DurationConverter unsigned = new DurationConverter();
    return value.startsWith("-")
        ? unsigned.convert(value.substring(1)).negated()
        : unsigned.convert(value);
  }
}
