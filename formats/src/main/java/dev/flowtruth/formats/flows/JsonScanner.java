package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the top level of a JSON object and keeps the places of the values that matter. Values
 * inside are stepped over, not checked. Not thread-safe.
 */
final class JsonScanner {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final JsonKeys keys;
  private byte[] data = CellCache.EMPTY;
  private int at;
  private int to;

  /** One that puts the values of these keys into their slots. */
  JsonScanner(JsonKeys keys) {
    this.keys = keys;
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
    int close = object(keys, cells);
    skipBlanks();
    if (at != to) {
      throw bad("the end of the line");
    }
    return close;
  }

  /** Returns where the closing brace is. */
  private int object(JsonKeys wanted, Cells cells) throws BadRowException {
    expect('{');
    if (peek() != '}') {
      do {
        member(wanted, cells);
      } while (took(','));
    }
    int close = at;
    expect('}');
    return close;
  }

  private void member(JsonKeys wanted, Cells cells) throws BadRowException {
    skipBlanks();
    int keyFrom = at + 1;
    string();
    JsonKeys.Key key = wanted.find(data, keyFrom, at - 1);
    expect(':');
    if (key != null && key.inside() != null && peek() == '{') {
      object(key.inside(), cells);
      return;
    }
    skipBlanks();
    int valueFrom = at;
    value();
    if (key == null || key.slot() < 0 || Arrays.equals(data, valueFrom, at, NULL, 0, NULL.length)) {
      return;
    }
    if (cells.has(key.slot())) {
      throw bad("each key once, here is one for the second time");
    }
    boolean quoted = data[valueFrom] == '"';
    cells.set(key.slot(), data, quoted ? valueFrom + 1 : valueFrom, quoted ? at - 1 : at);
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
    while (at < to
        && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r' || data[at] == '\n')) {
      at++;
    }
  }

  private BadRowException bad(String expected) {
    String found = at < to ? "'" + Printable.of(data, at, to, 20) + "'" : "the end of the line";
    return BadRowException.of("JSON", "expected " + expected + ", found " + found);
  }
}
