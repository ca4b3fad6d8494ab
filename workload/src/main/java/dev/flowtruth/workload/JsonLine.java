package dev.flowtruth.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/** One flat JSON object on one line: strings, whole numbers and booleans, no nesting. */
final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  JsonLine text(String name, String value) {
    key(name).append('"');
    value.codePoints().forEach(this::escaped);
    text.append('"');
    return this;
  }

  JsonLine number(String name, long value) {
    key(name).append(value);
    return this;
  }

  JsonLine flag(String name, boolean value) {
    key(name).append(value);
    return this;
  }

  @Override
  public String toString() {
    return text + "}";
  }

  private StringBuilder key(String name) {
    return text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":");
  }

  private void escaped(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      text.append('\\').appendCodePoint(codePoint);
    } else if (codePoint < 0x20) {
      text.append(String.format("\\u%04x", codePoint));
    } else {
      text.appendCodePoint(codePoint);
    }
  }

  /**
   * The fields of a line, all values as text.
   *
   * @throws IllegalArgumentException when it is not such a line
   */
  static Map<String, String> parse(String line) {
    return new Reader(line).object();
  }

  /** Reads from left to right; {@code at} is the next character. */
  private static final class Reader {
    private final String line;
    private int at;

    Reader(String line) {
      this.line = line;
    }

    Map<String, String> object() {
      Map<String, String> fields = new LinkedHashMap<>();
      expect('{');
      do {
        String name = quoted();
        expect(':');
        fields.put(name, peek() == '"' ? quoted() : bare());
      } while (next() == ',');
      at--;
      expect('}');
      return fields;
    }

    private String quoted() {
      expect('"');
      StringBuilder value = new StringBuilder();
      for (char c = next(); c != '"'; c = next()) {
        value.append(c == '\\' ? unescaped(next()) : c);
      }
      return value.toString();
    }

    private char unescaped(char c) {
      if (c != 'u') {
        return c;
      }
      at += 4;
      return (char) Integer.parseInt(line.substring(at - 4, at), 16);
    }

    private String bare() {
      int start = at;
      while (peek() != ',' && peek() != '}') {
        at++;
      }
      return line.substring(start, at);
    }

    private char peek() {
      if (at >= line.length()) {
        throw new IllegalArgumentException("a line of truth is cut off: " + line);
      }
      return line.charAt(at);
    }

    private char next() {
      char c = peek();
      at++;
      return c;
    }

    private void expect(char wanted) {
      if (next() != wanted) {
        throw new IllegalArgumentException(
            "'" + wanted + "' expected at " + (at - 1) + " of a line of truth: " + line);
      }
    }
  }
}
