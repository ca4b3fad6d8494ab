package dev.flowtruth.platform.linux.decoder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Names in a record, which are bytes of any encoding; what is not UTF-8 is replaced. */
final class Names {
  private Names() {}

  /** The name that ends with a 0, or fills its field. */
  static String ended(ByteBuffer buffer, int offset, int size) {
    int length = 0;
    while (length < size && buffer.get(offset + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
