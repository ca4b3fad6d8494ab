package dev.flowtruth.platform.macos.decoder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text in a field of fixed size: UTF-8 up to the first NUL, what is none becomes U+FFFD. */
public final class Text {
  private Text() {}

  /** The text in at most that many bytes, and never beyond the buffer's limit. */
  public static String of(ByteBuffer buffer, int offset, int size) {
    int end = Math.min(buffer.limit(), offset + size);
    int length = 0;
    while (offset + length < end && buffer.get(offset + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.duplicate().position(offset).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
