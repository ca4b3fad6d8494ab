package dev.flowtruth.formats.flows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes eight at a time.
 *
 * <p>A word is compared with eight copies of the byte by XOR: equal bytes become zero. {@link
 * #zeros} then sets the top bit of exactly the zero bytes: adding 0x7f to the low seven bits
 * carries into the top bit unless they are all zero, and no carry leaves its byte.
 */
final class ByteSearch {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

  private ByteSearch() {}

  /** Where the byte is first in [from, to), or -1. */
  static int indexOf(byte[] data, int from, int to, byte wanted) {
    return indexOfEither(data, from, to, wanted, wanted);
  }

  /** Where one of the two is first in [from, to), or -1. */
  static int indexOfEither(byte[] data, int from, int to, byte one, byte other) {
    long ones = copies(one);
    long others = copies(other);
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = (long) WORD.get(data, i);
      long hits = zeros(word ^ ones) | zeros(word ^ others);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (data[i] == one || data[i] == other) {
        return i;
      }
    }
    return -1;
  }

  /** How often the byte is in [from, to). */
  static int count(byte[] data, int from, int to, byte wanted) {
    long copies = copies(wanted);
    int count = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      count += Long.bitCount(zeros((long) WORD.get(data, i) ^ copies));
    }
    for (; i < to; i++) {
      count += data[i] == wanted ? 1 : 0;
    }
    return count;
  }

  private static long copies(byte value) {
    return (value & 0xffL) * ONES;
  }

  private static long zeros(long word) {
    return ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
  }
}
