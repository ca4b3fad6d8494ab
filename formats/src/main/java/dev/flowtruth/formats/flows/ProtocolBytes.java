package dev.flowtruth.formats.flows;

import dev.flowtruth.core.model.Protocol;
import java.nio.charset.StandardCharsets;

/** IP protocols straight from bytes: a number, or a name as people and Zeek write it. */
final class ProtocolBytes {
  /** The value of what is no protocol. */
  static final int BAD = -1;

  /** Zeek's word for every protocol that it does not analyse. */
  private static final String ZEEK_UNKNOWN = "unknown_transport";

  private ProtocolBytes() {}

  /** The IP protocol number, 0 when the tool says that it knows none, or {@link #BAD}. */
  static int number(byte[] data, int from, int to) {
    if (from < to && data[from] >= '0' && data[from] <= '9') {
      long number = Decimals.whole(data, from, to);
      return number >= 0 && number <= 255 ? (int) number : BAD;
    }
    String name = new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    return name.equals(ZEEK_UNKNOWN) ? 0 : Protocol.numberOf(name).orElse(BAD);
  }
}
