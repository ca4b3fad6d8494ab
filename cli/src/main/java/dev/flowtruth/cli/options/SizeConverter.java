package dev.flowtruth.cli.options;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 64k}, {@code 8m}, {@code 1g}, {@code 4096}: bytes, in powers of 1024. */
public final class SizeConverter {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(|k|m|g|t)(|b|ib)");

  private SizeConverter() {}

  /** The size in bytes, empty when the text is none. */
  public static OptionalLong parse(String value) {
    Matcher matcher = FORM.matcher(value.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    String unit = matcher.group(2);
    int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit) + 1;
    return OptionalLong.of(Long.parseLong(matcher.group(1)) << 10 * power);
  }
}
