package dev.flowtruth.formats.flows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers straight from bytes: no sign, at least one digit before the point. */
final class Decimals {
  /** The value of what is no such number, or does not fit. */
  static final long BAD = -1;

  private static final int LONGEST = 18;

  /** No tool prints a longer number. */
  private static final int LONGEST_TEXT = 64;

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Decimals() {}

  /** A whole number; {@code 443.0} is one too, as some tools print them. */
  static long whole(byte[] data, int from, int to) {
    int end = digitsEnd(data, from, to);
    for (int i = end + 1; i < to; i++) {
      if (data[i] != '0') {
        return BAD;
      }
    }
    return end < to && data[end] != '.' ? BAD : digits(data, from, end);
  }

  /** The number times 10^{@code zeros}; digits that would still be behind the point are cut. */
  static long scaled(byte[] data, int from, int to, int zeros) {
    int end = digitsEnd(data, from, to);
    boolean point = end < to && data[end] == '.';
    int fractionEnd = point ? digitsEnd(data, end + 1, to) : end;
    long value = digits(data, from, end);
    if (value != BAD && fractionEnd < to && (data[fractionEnd] | 0x20) == 'e') {
      return withExponent(data, from, to, zeros);
    }
    if (value == BAD || fractionEnd != to) {
      return BAD;
    }
    for (int i = 1; i <= zeros; i++) {
      int digit = end + i < to ? data[end + i] - '0' : 0;
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return BAD;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The rare form {@code 9.7e-05}, in which JSON writers print small numbers. */
  private static long withExponent(byte[] data, int from, int to, int zeros) {
    if (to - from > LONGEST_TEXT) {
      return BAD;
    }
    String text = new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    try {
      BigDecimal value = new BigDecimal(text).scaleByPowerOfTen(zeros);
      long digits = (long) value.precision() - value.scale();
      if (digits < 0) {
        return 0;
      }
      // Checked before the digits are written out: an exponent may ask for gigabytes of them.
      return digits > 19 || value.compareTo(LARGEST) > 0 ? BAD : value.longValue();
    } catch (NumberFormatException | ArithmeticException e) {
      return BAD;
    }
  }

  private static int digitsEnd(byte[] data, int from, int to) {
    int i = from;
    while (i < to && data[i] >= '0' && data[i] <= '9') {
      i++;
    }
    return i;
  }

  private static long digits(byte[] data, int from, int end) {
    if (end == from || end - from > LONGEST) {
      return BAD;
    }
    long value = 0;
    for (int i = from; i < end; i++) {
      value = value * 10 + (data[i] - '0');
    }
    return value;
  }
}
