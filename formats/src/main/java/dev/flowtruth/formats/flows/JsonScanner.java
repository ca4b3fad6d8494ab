package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Walks over the top level of a JSON object and keeps the places of the values that matter. Values
 * inside are stepped over, not checked. Not thread-safe.
 */
final class JsonScanner {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final byte[][] keys;
  private final int[] slots;
  private byte[] data = CellCache.EMPTY;
  private int at;
  private int to;

  /** One that puts the value of {@code keys.get(i)} into the slot {@code slots[i]}. */
  JsonScanner(List<String> keys, int[] slots) {
    this.keys =
        keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.slots = slots;
  }

  /**
   * Scans the object {@code bytes[from, end)}.
   *
   * @return where its closing brace is
   * @throws BadRowException when it is no object
   */
  int scan(byte[] bytes, int from, int end, Cells cells) throws BadRowException {
    data = bytes;
    at = from;
    to = end;
    expect('{');
    if (peek() != '}') {
      do {
        member(cells);
      } while (took(','));
    }
    int close = at;
    expect('}');
    skipBlanks();
    if (at != to) {
      throw bad("the end of the line");
    }
    return close;
  }

  private void member(Cells cells) throws BadRowException {
    skipBlanks();
    int keyFrom = at + 1;
    string();
    int slot = slot(keyFrom, at - 1);
    expect(':');
    skipBlanks();
    int valueFrom = at;
    value();
    if (slot < 0 || Arrays.equals(data, valueFrom, at, NULL, 0, NULL.length)) {
      return;
    }
    if (cells.has(slot)) {
      throw bad("each key once, here is one for the second time");
    }
    boolean quoted = data[valueFrom] == '"';
    cells.set(slot, data, quoted ? valueFrom + 1 : valueFrom, quoted ? at - 1 : at);
  }

  private int slot(int from, int end) {
    for (int i = 0; i < keys.length; i++) {
      byte[] key = keys[i];
      if (key.length == end - from && Arrays.equals(data, from, end, key, 0, key.length)) {
        return slots[i];
      }
    }
    return -1;
  }

  private void value() throws BadRowException {
    switch (at < to ? data[at] : 0) {
      case '"' -> string();
      case '{', '[' -> nested();
      default -> literal();
    }
  }

  private void literal() throws BadRowException {
    int start = at;
    while (at < to && data[at] > ' ' && data[at] != ',' && data[at] != '}') {
      at++;
    }
    if (at == start) {
      throw bad("a value");
    }
  }

  private void nested() throws BadRowException {
    int depth = 0;
    do {
      switch (at < to ? data[at] : 0) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          string();
          continue;
        }
        case 0 -> throw bad("the end of an object or array");
        default -> {}
      }
      at++;
    } while (depth > 0);
  }

  /** Steps over a string, its quotes included. */
  private void string() throws BadRowException {
    expect('"');
    while (at < to && data[at] != '"') {
      at += data[at] == '\\' ? 2 : 1;
    }
    expect('"');
  }

  private boolean took(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char wanted) throws BadRowException {
    if (peek() != wanted) {
      throw bad("'" + wanted + "'");
    }
    at++;
  }

  /** The next letter that is no blank; 0 at the end. */
  private int peek() {
    skipBlanks();
    return at < to ? data[at] : 0;
  }

  private void skipBlanks() {
    while (at < to && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r')) {
      at++;
    }
  }

  private BadRowException bad(String expected) {
    String found = at < to ? "'" + Printable.of(data, at, to, 20) + "'" : "the end of the line";
    return BadRowException.of("JSON", "expected " + expected + ", found " + found);
  }
}
