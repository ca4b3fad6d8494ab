package dev.flowtruth.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
  @ParameterizedTest
  @CsvSource({
    "100ms, PT0.1S",
    "2s, PT2S",
    "5m, PT5M",
    "1h, PT1H",
    "0, PT0S",
    "0.5s, PT0.5S",
    "250us, PT0.00025S",
    "5min, PT5M",
    "1d, PT24H"
  })
  void durationHasAUnit(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "-1s", "1 s", "1x", "1h30m", "99999999999s", "999999999d"})
  void whatIsNoDurationIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is not a duration such as 100ms");
  }

  @ParameterizedTest
  @CsvSource({"4096, 4096", "64k, 65536", "8m, 8388608", "1g, 1073741824", "1GiB, 1073741824"})
  void sizesArePowersOf1024(String text, long bytes) {
    assertThat(SizeConverter.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "k", "1x", "1.5m", "9999999999"})
  void whatIsNoSizeIsNone(String text) {
    assertThat(SizeConverter.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2023-11-14T22:13:20Z, 1700000000000000000",
    "2023-11-14T23:13:20.5+01:00, 1700000000500000000",
    "1700000000, 1700000000000000000",
    "1700000000.25, 1700000000250000000",
    "1700000000123, 1700000000123000000",
    "1700000000123456, 1700000000123456000",
    "1700000000123456789, 1700000000123456789"
  })
  void timeIsRfc3339OrEpochBySize(String text, long nanos) {
    assertThat(new InstantConverter().convert(text)).isEqualTo(Instant.ofEpochSecond(0, nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "2023-11-14", "2023-11-14T22:13:20", "9999999999999999999"})
  void whatIsNoTimeIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> new InstantConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is not a time such as 2026-01-31T12:00:00Z");
  }

  @Test
  void namespaceIsItsInodeOrAnyOrUnknown() {
    Namespaces namespaces = new Namespaces();
    assertThat(namespaces.convert("4026531840")).isEqualTo(4026531840L);
    assertThat(namespaces.convert("any")).isZero();
    assertThatThrownBy(() -> namespaces.convert("nowhere-at-all"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("no network namespace 'nowhere-at-all'");
    assertThatThrownBy(() -> namespaces.convert("/nowhere/at/all"))
        .isInstanceOf(TypeConversionException.class);
  }
}
