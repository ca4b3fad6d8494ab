package dev.flowtruth.formats.capture;

import java.nio.charset.StandardCharsets;

/** Text in fields of a fixed size. */
final class Texts {
  private Texts() {}

  /** UTF-8 up to a zero, or as long as the field is. */
  static String of(byte[] data, int from, int length) {
    int end = from;
    while (end < from + length && data[end] != 0) {
      end++;
    }
    return new String(data, from, end - from, StandardCharsets.UTF_8);
  }
}
