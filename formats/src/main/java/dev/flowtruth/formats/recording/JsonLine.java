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

  private static final int LONGEST_NUMBER = 20;
  private static final long BILLION = 1_000_000_000L;

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
    digits(value);
    return this;
  }

  /** A number that would be rounded by tools that know only doubles: a string of its digits. */
  JsonLine decimal(String name, long value) {
    name(name);
    put('"');
    digits(value);
    put('"');
    return this;
  }

  JsonLine unsigned(String name, long value) {
    return value < 0 ? text(name, Long.toUnsignedString(value)) : decimal(name, value);
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

  /** Names are ours: plain ASCII. */
  @SuppressWarnings("deprecation") // for ASCII just right, and a copy of memory
  private void name(String name) {
    comma();
    int size = name.length();
    ensure(size + 3);
    byte[] target = bytes;
    int at = length;
    target[at++] = '"';
    name.getBytes(0, size, target, at);
    at += size;
    target[at++] = '"';
    target[at++] = ':';
    length = at;
  }

  private void digits(long value) {
    if (value < 0) {
      ascii(Long.toString(value));
      return;
    }
    ensure(LONGEST_NUMBER);
    if (value < BILLION) {
      length = Decimals.write((int) value, bytes, length);
    } else {
      // Divisions of ints: those of longs are calls where there is no second compiler.
      long billions = value / BILLION;
      digits(billions);
      length = Decimals.writeNine((int) (value - billions * BILLION), bytes, length);
    }
  }

  private void comma() {
    if (!first) {
      put(',');
    }
    first = false;
  }

  private void quoted(String value) {
    int size = value.length();
    ensure(size + 2);
    put('"');
    int plain = 0;
    while (plain < size && isPlain(value.charAt(plain))) {
      bytes[length++] = (byte) value.charAt(plain++);
    }
    if (plain < size) {
      escaped(value, plain);
    }
    put('"');
  }

  private static boolean isPlain(char letter) {
    return letter >= ' ' && letter < 0x7f && letter != '"' && letter != '\\';
  }

  private void escaped(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter == '"' || letter == '\\') {
        put('\\');
        put(letter);
      } else if (isPlain(letter)) {
        put(letter);
      } else if (letter < 0xa0 || isUnpaired(value, i)) {
        escape(letter);
      } else {
        i += encode(value, i);
      }
    }
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
    ensure(1);
    bytes[length++] = (byte) value;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
