package dev.flowtruth.platform.windows.decoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Windows' text: UTF-16 in little endian, read from bytes because a wchar_t elsewhere is wider. */
public final class Utf16 {
  private Utf16() {}

  /** The text that begins there, up to its NUL, the number of units or the buffer's end. */
  public static String text(ByteBuffer buffer, int offset, int units) {
    ByteBuffer little = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = Math.max(offset, 0);
    int most = (int) Math.min(end + 2L * Math.max(units, 0), buffer.limit());
    int start = end;
    while (end + 2 <= most && little.getShort(end) != 0) {
      end += 2;
    }
    byte[] bytes = new byte[end - start];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = little.get(start + i);
    }
    return new String(bytes, StandardCharsets.UTF_16LE);
  }
}
