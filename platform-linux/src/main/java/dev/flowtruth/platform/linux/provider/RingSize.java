package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SourceException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the ring is through which the BPF programs tell: 32 MiB, which takes what a storm on
 * two cores tells in a second and more, or what {@code FLOWTRUTH_BPF_RING} says.
 */
final class RingSize {
  private static final String VARIABLE = "FLOWTRUTH_BPF_RING";
  private static final int DEFAULT = 32 << 20;
  private static final int LEAST = 1 << 16;
  private static final int MOST = 1 << 30;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)");

  private RingSize() {}

  static int of(Host host) throws SourceException {
    String text = host.environment(VARIABLE).orElse("");
    if (text.isEmpty()) {
      return DEFAULT;
    }
    Matcher parts = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    long bytes = parts.matches() ? Long.parseLong(parts.group(1)) << shift(parts.group(2)) : 0;
    if (Long.bitCount(bytes) != 1 || bytes < LEAST || bytes > MOST) {
      throw new SourceException(
          VARIABLE + "=" + text + ": a power of two from 64k to 1g is expected, such as 16m");
    }
    return (int) bytes;
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "k" -> 10;
      case "m" -> 20;
      case "g" -> 30;
      default -> 0;
    };
  }
}
