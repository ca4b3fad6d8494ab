package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.spi.DecodeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) as far as container runtimes' files need it: objects as maps, arrays as
 * lists, strings as such; numbers, booleans and null as {@link #OTHER}.
 */
final class JsonText {
  /** A value that is neither object, array nor string. */
  static final Object OTHER = new Object();

  private static final int DEEPEST = 64;
  private static final String LITERAL = "+-.0123456789Eaeflnrstu";

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  static Object parse(String text) throws DecodeException {
    JsonText json = new JsonText(text);
    Object value = json.value();
    json.blanks();
    if (json.at < text.length()) {
      throw json.wrong("more after the end");
    }
    return value;
  }

  private Object value() throws DecodeException {
    return switch (next()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> literal();
    };
  }

  private Map<String, Object> object() throws DecodeException {
    Map<String, Object> object = new LinkedHashMap<>();
    if (opens('}')) {
      do {
        String name = string();
        expect(':');
        object.put(name, value());
      } while (goesOn('}'));
    }
    return object;
  }

  private List<Object> array() throws DecodeException {
    List<Object> array = new ArrayList<>();
    if (opens(']')) {
      do {
        array.add(value());
      } while (goesOn(']'));
    }
    return array;
  }

  /** Takes the opening bracket; false when the closing one follows at once, and takes it too. */
  private boolean opens(char close) throws DecodeException {
    if (++depth > DEEPEST) {
      throw wrong("deeper than " + DEEPEST);
    }
    at++;
    if (next() != close) {
      return true;
    }
    at++;
    depth--;
    return false;
  }

  /** Takes a comma; false when it is the closing bracket instead. */
  private boolean goesOn(char close) throws DecodeException {
    if (next() == ',') {
      at++;
      return true;
    }
    expect(close);
    depth--;
    return false;
  }

  private String string() throws DecodeException {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char one = text.charAt(at++);
      if (one < ' ') {
        throw wrong("a control character in a string");
      }
      string.append(one == '\\' ? escaped() : one);
    }
    expect('"');
    return string.toString();
  }

  private char escaped() throws DecodeException {
    char kind = at < text.length() ? text.charAt(at++) : ' ';
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unicode() throws DecodeException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
      if (digit < 0) {
        throw wrong("fewer than 4 hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private Object literal() throws DecodeException {
    int from = at;
    while (at < text.length() && LITERAL.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == from) {
      throw wrong("no value");
    }
    return OTHER;
  }

  private void expect(char wanted) throws DecodeException {
    if (next() != wanted) {
      throw wrong("no " + wanted);
    }
    at++;
  }

  /** The next character that is no blank. */
  private char next() throws DecodeException {
    blanks();
    if (at >= text.length()) {
      throw wrong("it ends too early");
    }
    return text.charAt(at);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private DecodeException wrong(String what) {
    return new DecodeException("JSON", at, what);
  }
}
