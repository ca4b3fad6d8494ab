package dev.flowtruth.formats.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON object as the UTF-8 bytes of a line, in a buffer that is used again for the next.
 *
 * <p>Written here because the library's generator refuses the unpaired surrogates that process
 * names may hold; those and control characters are escaped, everything else stays readable.
 */
final class JsonLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int length;
  private boolean first;

  /** Begins anew. */
  JsonLine begin() {
    length = 0;
    put('{');
    first = true;
    return this;
  }

  JsonLine text(String name, String value) {
    name(name);
    quoted(value);
    return this;
  }

  JsonLine number(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  /** A number that would be rounded by tools that know only doubles: a string of its digits. */
  JsonLine decimal(String name, long value) {
    return text(name, Long.toString(value));
  }

  JsonLine unsigned(String name, long value) {
    return text(name, Long.toUnsignedString(value));
  }

  /** A field that is there when it is true, and absent otherwise. */
  JsonLine flag(String name, boolean value) {
    if (value) {
      name(name);
      ascii("true");
    }
    return this;
  }

  JsonLine beginObject(String name) {
    name(name);
    return open('{');
  }

  /** An object as an element of an array. */
  JsonLine beginObject() {
    comma();
    return open('{');
  }

  JsonLine endObject() {
    put('}');
    first = false;
    return this;
  }

  JsonLine beginArray(String name) {
    name(name);
    return open('[');
  }

  JsonLine element(String value) {
    comma();
    quoted(value);
    return this;
  }

  JsonLine endArray() {
    put(']');
    first = false;
    return this;
  }

  /** Closes the object and the line. */
  JsonLine end() {
    put('}');
    put('\n');
    return this;
  }

  int length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  private JsonLine open(char bracket) {
    put(bracket);
    first = true;
    return this;
  }

  private void name(String name) {
    comma();
    put('"');
    ascii(name);
    put('"');
    put(':');
  }

  private void comma() {
    if (!first) {
      put(',');
    }
    first = false;
  }

  private void quoted(String value) {
    put('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter == '"' || letter == '\\') {
        put('\\');
        put(letter);
      } else if (letter >= ' ' && letter < 0x7f) {
        put(letter);
      } else if (letter < 0xa0 || isUnpaired(value, i)) {
        escape(letter);
      } else {
        i += encode(value, i);
      }
    }
    put('"');
  }

  /** Writes the character at the index as UTF-8 and returns by how many to advance further. */
  private int encode(String value, int index) {
    int point = value.codePointAt(index);
    if (point < 0x800) {
      put(0xc0 | point >> 6);
    } else {
      if (point < 0x10000) {
        put(0xe0 | point >> 12);
      } else {
        put(0xf0 | point >> 18);
        put(0x80 | point >> 12 & 0x3f);
      }
      put(0x80 | point >> 6 & 0x3f);
    }
    put(0x80 | point & 0x3f);
    return Character.charCount(point) - 1;
  }

  private static boolean isUnpaired(String value, int index) {
    char letter = value.charAt(index);
    return Character.isSurrogate(letter) && value.codePointAt(index) == letter;
  }

  private void escape(char letter) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[letter >> shift & 0xf]);
    }
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void put(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
  }
}
