package dev.flowtruth.core.model;

/** Address text both ways: RFC 4291 in, RFC 5952 out. Never looks a name up. */
final class AddressText {
  private AddressText() {}

  static IpAddress parse(String text) {
    int percent = text.indexOf('%');
    String bare = percent < 0 ? text : text.substring(0, percent);
    try {
      IpAddress address = bare.indexOf(':') < 0 ? IpAddress.ofV4(parseV4(bare)) : parseV6(bare);
      return percent < 0 ? address : address.withScope(number(text.substring(percent + 1), 9, 10));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an IP address: '" + text + "'", e);
    }
  }

  private static int parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("IPv4 needs four numbers");
    }
    int bits = 0;
    for (String part : parts) {
      int octet = number(part, 3, 10);
      if (octet > 255) {
        throw new IllegalArgumentException("octet above 255");
      }
      bits = bits << 8 | octet;
    }
    return bits;
  }

  private static IpAddress parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw new IllegalArgumentException("two gaps");
    }
    if (gap >= 0 && text.lastIndexOf('.', gap) >= 0) {
      throw new IllegalArgumentException("an IPv4 part before the end");
    }
    int[] groups = new int[8];
    if (gap < 0) {
      if (fill(groups, text) != 8) {
        throw new IllegalArgumentException("too few groups");
      }
    } else {
      int head = fill(groups, text.substring(0, gap));
      int[] tail = new int[8];
      int count = fill(tail, text.substring(gap + 2));
      if (head + count > 7) {
        throw new IllegalArgumentException("too many groups");
      }
      System.arraycopy(tail, 0, groups, 8 - count, count);
    }
    return IpAddress.ofV6(join(groups, 0), join(groups, 4));
  }

  /** Writes the groups of one side of the gap and returns how many there were. */
  private static int fill(int[] groups, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        int v4 = parseV4(parts[i]);
        count = put(groups, count, v4 >>> 16);
        count = put(groups, count, v4 & 0xffff);
      } else {
        count = put(groups, count, number(parts[i], 4, 16));
      }
    }
    return count;
  }

  private static int put(int[] groups, int index, int value) {
    if (index == 8) {
      throw new IllegalArgumentException("more than eight groups");
    }
    groups[index] = value;
    return index + 1;
  }

  private static int number(String text, int maxDigits, int radix) {
    if (text.isEmpty() || text.length() > maxDigits) {
      throw new IllegalArgumentException("bad number of digits");
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int digit = letter < 128 ? Character.digit(letter, radix) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException("not a digit");
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static long join(int[] groups, int from) {
    long bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 16 | groups[from + i];
    }
    return bits;
  }

  static String format(IpAddress address) {
    StringBuilder out = new StringBuilder(40);
    if (address.isV4()) {
      int bits = address.v4Bits();
      out.append(bits >>> 24).append('.').append(bits >>> 16 & 255).append('.');
      return out.append(bits >>> 8 & 255).append('.').append(bits & 255).toString();
    }
    formatV6(address, out);
    if (address.scope() != 0) {
      out.append('%').append(address.scope());
    }
    return out.toString();
  }

  private static void formatV6(IpAddress address, StringBuilder out) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      long word = i < 4 ? address.high() : address.low();
      groups[i] = (int) (word >>> 16 * (3 - (i & 3)) & 0xffff);
    }
    int gap = longestZeroRun(groups);
    int gapEnd = gap < 0 ? -1 : gap + zeroRun(groups, gap);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        out.append("::");
        i = gapEnd - 1;
        continue;
      }
      if (i > 0 && i != gapEnd) {
        out.append(':');
      }
      out.append(Integer.toHexString(groups[i]));
    }
  }

  /** Where the first longest run of at least two zero groups begins, or -1. */
  private static int longestZeroRun(int[] groups) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = zeroRun(groups, i);
      if (run > length) {
        best = i;
        length = run;
      }
    }
    return best;
  }

  private static int zeroRun(int[] groups, int from) {
    int end = from;
    while (end < 8 && groups[end] == 0) {
      end++;
    }
    return end - from;
  }
}
