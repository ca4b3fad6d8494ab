package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The places of a row's cells that matter, by slot: the fields of {@link FlowField} first. Not
 * thread-safe; used again for every row.
 */
final class Cells {
  private static final int ABSENT = -1;
  private static final int LONGEST_SHOWN = 60;

  /** The value of a protocol that is still to be read from its cell. */
  static final int UNREAD = Integer.MIN_VALUE;

  private final int[] from;
  private final int[] to;
  private byte[] data = new byte[0];
  private int protocol = UNREAD;

  Cells(int slots) {
    from = new int[slots];
    to = new int[slots];
  }

  int count() {
    return from.length;
  }

  void clear() {
    Arrays.fill(from, ABSENT);
    protocol = UNREAD;
  }

  /** Keeps {@code bytes[start, end)} as it stands in the file. */
  void set(int slot, byte[] bytes, int start, int end) {
    data = bytes;
    from[slot] = start;
    to[slot] = end;
  }

  void copy(int slot, int target) {
    from[target] = from[slot];
    to[target] = to[slot];
  }

  /** Keeps less of the cell. */
  void cut(int slot, int end) {
    to[slot] = end;
  }

  void unset(int slot) {
    from[slot] = ABSENT;
  }

  boolean has(int slot) {
    return from[slot] != ABSENT;
  }

  /** True when the cell holds these very bytes. */
  boolean holds(int slot, byte[] text) {
    return to[slot] - from[slot] == text.length
        && Arrays.equals(data, from[slot], to[slot], text, 0, text.length);
  }

  /** The protocol where something else than its cell tells it, else {@link #UNREAD}. */
  int protocol() {
    return protocol;
  }

  void setProtocol(int number) {
    protocol = number;
  }

  byte[] data() {
    return data;
  }

  int from(int slot) {
    return from[slot];
  }

  int to(int slot) {
    return to[slot];
  }

  /** Takes blanks and one pair of quotes off both ends. */
  void strip(int slot) {
    int start = from[slot];
    int end = to[slot];
    while (start < end && data[start] == ' ') {
      start++;
    }
    while (end > start && data[end - 1] == ' ') {
      end--;
    }
    if (end - start >= 2
        && data[start] == CellScanner.QUOTE
        && data[end - 1] == CellScanner.QUOTE) {
      start++;
      end--;
    }
    from[slot] = start;
    to[slot] = end;
  }

  /** What the cell holds, for people: printable and not too long. */
  String shown(int slot) {
    if (!has(slot)) {
      return "nothing";
    }
    return "'" + Printable.of(data, from[slot], to[slot], LONGEST_SHOWN) + "'";
  }

  String text(int slot) {
    return new String(data, from[slot], to[slot] - from[slot], StandardCharsets.UTF_8);
  }
}
