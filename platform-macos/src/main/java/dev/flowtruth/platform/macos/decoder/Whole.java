package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.spi.DecodeException;
import java.nio.ByteBuffer;

/** What every list and structure must be. */
final class Whole {
  private Whole() {}

  /** Refuses a list whose last element is cut off. */
  static void elements(String name, ByteBuffer list, int size) throws DecodeException {
    int rest = list.limit() % size;
    if (rest != 0) {
      throw new DecodeException(name, list.limit() - rest, rest + " bytes of " + size);
    }
  }

  /** Refuses a structure of another size. */
  static void structure(String name, ByteBuffer bytes, int size) throws DecodeException {
    if (bytes.limit() != size) {
      throw new DecodeException(name, bytes.limit(), bytes.limit() + " bytes of " + size);
    }
  }

  /** A number that is 0 or more. */
  static int positive(String name, ByteBuffer bytes, int offset) throws DecodeException {
    int value = bytes.getInt(offset);
    if (value < 0) {
      throw new DecodeException(name, offset, value + ", which is negative");
    }
    return value;
  }
}
