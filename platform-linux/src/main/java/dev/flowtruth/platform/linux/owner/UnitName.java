package dev.flowtruth.platform.linux.owner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Names of systemd units, in which other bytes than a few are written {@code \\xNN}. */
final class UnitName {
  private static final int ESCAPE_LENGTH = 4;

  private UnitName() {}

  /** True for {@code NAME.service}, if that is the suffix. */
  static boolean is(String name, String suffix) {
    return name.endsWith(suffix) && name.length() > suffix.length();
  }

  /** What was escaped ({@code systemd-escape(1)}); other text as it is. */
  static String unescape(String name) {
    if (name.indexOf('\\') < 0) {
      return name;
    }
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      int escaped = escapedByte(text, i);
      bytes.write(escaped < 0 ? text[i] : escaped);
      i += escaped < 0 ? 0 : ESCAPE_LENGTH - 1;
    }
    return LenientText.of(bytes.toByteArray());
  }

  private static int escapedByte(byte[] text, int at) {
    if (text[at] != '\\' || at + ESCAPE_LENGTH > text.length || text[at + 1] != 'x') {
      return -1;
    }
    int high = Character.digit(text[at + 2], 16);
    int low = Character.digit(text[at + 3], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
