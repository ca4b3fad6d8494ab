package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a Zeek log that begin with {@code #}. Where logs were joined, their headers stand
 * among the rows; those get the new names too, as long as they are the first one's.
 *
 * @param fields the first {@code #fields} line, without its line end
 * @param names what is appended to each of them
 * @param types what is appended to {@code #types}
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record ZeekLines(byte[] fields, byte[] names, byte[] types) implements OtherLines {
  private static final byte[] FIELDS = ascii(ZeekHeader.FIELDS);
  private static final byte[] TYPES = ascii("#types");

  @Override
  public boolean isOther(byte[] data, int from, int to) throws BadRowException {
    if (from == to || data[from] != '#') {
      return LineEnd.isBlank(data, from, to);
    }
    if (begins(data, from, to, FIELDS)
        && !Arrays.equals(data, from, to, fields, 0, fields.length)) {
      throw BadRowException.fatal(
          ZeekHeader.FIELDS, "other columns than before: label the joined logs one by one");
    }
    return true;
  }

  @Override
  public byte[] suffix(byte[] data, int from, int to) {
    if (begins(data, from, to, FIELDS)) {
      return names;
    }
    return begins(data, from, to, TYPES) ? types : CellCache.EMPTY;
  }

  private static boolean begins(byte[] data, int from, int to, byte[] word) {
    return to - from >= word.length
        && Arrays.equals(data, from, from + word.length, word, 0, word.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
