package dev.flowtruth.formats.flows;

import dev.flowtruth.core.model.IpAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** IP addresses straight from bytes: what {@link IpAddress#parse} accepts, and the same values. */
final class AddressBytes {
  private static final int GROUPS = 8;

  private AddressBytes() {}

  /** The address, or null when the bytes are none. */
  static @Nullable IpAddress parse(byte[] data, int from, int to) {
    boolean six = false;
    for (int i = from; i < to; i++) {
      byte value = data[i];
      if (value == '%' || value == '.' && six) {
        return parseText(data, from, to);
      }
      six |= value == ':';
    }
    return six ? parseV6(data, from, to) : parseV4(data, from, to);
  }

  /** The rare forms: a scope, or IPv4 inside IPv6. */
  private static @Nullable IpAddress parseText(byte[] data, int from, int to) {
    try {
      return IpAddress.parse(new String(data, from, to - from, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable IpAddress parseV4(byte[] data, int from, int to) {
    int bits = 0;
    int i = from;
    for (int part = 0; part < 4; part++) {
      int start = i;
      int octet = 0;
      while (i < to && i - start < 3 && data[i] >= '0' && data[i] <= '9') {
        octet = octet * 10 + (data[i++] - '0');
      }
      boolean ended = part == 3 ? i == to : i < to && data[i++] == '.';
      if (i - start < (part == 3 ? 1 : 2) || octet > 255 || !ended) {
        return null;
      }
      bits = bits << 8 | octet;
    }
    return IpAddress.ofV4(bits);
  }

  private static @Nullable IpAddress parseV6(byte[] data, int from, int to) {
    long high = 0;
    long low = 0;
    int count = 0;
    int gap = -1;
    int i = from;
    while (i < to) {
      if (data[i] == ':' && i + 1 < to && data[i + 1] == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        i += 2;
        continue;
      }
      if (count > 0 && gap != count) {
        if (data[i++] != ':') {
          return null;
        }
      }
      int start = i;
      int group = 0;
      while (i < to && i - start < 4 && hex(data[i]) >= 0) {
        group = group << 4 | hex(data[i++]);
      }
      if (i == start || count == GROUPS) {
        return null;
      }
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
      count++;
    }
    return gap < 0 ? whole(high, low, count) : spread(high, low, gap, count);
  }

  private static @Nullable IpAddress whole(long high, long low, int count) {
    return count == GROUPS ? IpAddress.ofV6(high, low) : null;
  }

  /** Moves the groups before the gap up to the front. */
  private static @Nullable IpAddress spread(long high, long low, int gap, int count) {
    if (count >= GROUPS) {
      return null;
    }
    int tailBits = 16 * (count - gap);
    long tailHigh = tailBits > 64 ? high & mask(tailBits - 64) : 0;
    long tailLow = low & mask(Math.min(tailBits, 64));
    long headHigh = high ^ tailHigh;
    long headLow = low ^ tailLow;
    for (int missing = GROUPS - count; missing > 0; missing--) {
      headHigh = headHigh << 16 | headLow >>> 48;
      headLow <<= 16;
    }
    return IpAddress.ofV6(headHigh | tailHigh, headLow | tailLow);
  }

  private static long mask(int bits) {
    return bits == 64 ? -1L : (1L << bits) - 1;
  }

  private static int hex(byte value) {
    if (value >= '0' && value <= '9') {
      return value - '0';
    }
    int letter = value | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
