package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first bytes of a flow file: at least up to the end of the first line that does not begin with
 * {@code #}, where the file has one. Immutable.
 */
public final class FileHead {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** An object that is longer is not waited for. */
  private static final int LONGEST_OBJECT = 1 << 18;

  private final String file;
  private final byte[] bytes;
  private final int start;

  FileHead(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.start = begins(bytes, BOM) ? BOM.length : 0;
  }

  private static boolean begins(byte[] bytes, byte[] mark) {
    return bytes.length >= mark.length
        && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
  }

  /** The name that the user gave, for messages. */
  public String file() {
    return file;
  }

  /** The bytes themselves: not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Index of the first letter: behind the byte order mark, where there is one. */
  int start() {
    return start;
  }

  /** Index behind the line that begins at {@code from}, its line end included. */
  int lineEnd(int from) {
    int end = RowCutter.LINES.next(bytes, from, bytes.length);
    return end < 0 ? bytes.length : end;
  }

  /**
   * True when the line that begins at {@code from} is blank, or a comment after the way of Zeek.
   */
  boolean isComment(int from) {
    return bytes[from] == '#'
        || LineEnd.isBlank(bytes, from, LineEnd.contentEnd(bytes, from, lineEnd(from)));
  }

  /**
   * True when a line is there, line end and all, that is neither blank nor a comment; of JSON, an
   * object.
   */
  boolean isComplete() {
    if (isJson() && bytes.length < LONGEST_OBJECT) {
      return JsonObjects.rowEnd(bytes, start, bytes.length) >= 0;
    }
    int from = start;
    while (from < bytes.length && isComment(from)) {
      from = lineEnd(from);
    }
    return RowCutter.LINES.next(bytes, from, bytes.length) >= 0;
  }

  /** True when an array or an object begins the file. */
  boolean isJson() {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] > ' ') {
        return bytes[i] == '{' || bytes[i] == '[';
      }
    }
    return false;
  }

  /** True when the first object ends on the line on which it begins, and no array is around it. */
  boolean isJsonLines() {
    int from = JsonObjects.contentStart(bytes, start, bytes.length);
    int end = JsonObjects.rowEnd(bytes, start, bytes.length);
    return ByteSearch.indexOf(bytes, start, from, (byte) '[') < 0 && end <= lineEnd(from);
  }

  /** The text of the first object of JSON, or of as much of it as is there; empty without one. */
  String firstObject() {
    if (!isJson()) {
      return "";
    }
    int from = JsonObjects.contentStart(bytes, start, bytes.length);
    int end = JsonObjects.rowEnd(bytes, start, bytes.length);
    return from < bytes.length && bytes[from] == '{'
        ? text(from, end < 0 ? bytes.length : end)
        : "";
  }

  /** The text of {@code [from, to)}. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** The first line without its line end. */
  public String firstLine() {
    return text(start, LineEnd.contentEnd(bytes, start, lineEnd(start)));
  }
}
