package dev.flowtruth.cli.recording;

import dev.flowtruth.cli.options.DurationConverter;
import dev.flowtruth.cli.options.SizeConverter;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A size or a duration. {@code m} alone could be either: it is the size, as the size stands first
 * in the manual; minutes are {@code 5min}.
 */
final class RotationConverter implements ITypeConverter<Rotation> {
  @Override
  public Rotation convert(String value) {
    OptionalLong size = SizeConverter.parse(value);
    if (size.isPresent() && size.getAsLong() > 0) {
      return new Rotation(size.getAsLong(), Duration.ZERO);
    }
    return DurationConverter.parse(value)
        .filter(time -> !time.isZero())
        .map(time -> new Rotation(0, time))
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + value
                        + "' is neither a size (64k, 8m, 1g) nor a duration (30s, 5min, 1h)"));
  }
}
