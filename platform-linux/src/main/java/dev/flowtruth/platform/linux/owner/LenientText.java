package dev.flowtruth.platform.linux.owner;

import java.nio.charset.StandardCharsets;

/** Bytes that are most likely UTF-8; what is not becomes U+FFFD. */
final class LenientText {
  private LenientText() {}

  static String of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static String of(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
