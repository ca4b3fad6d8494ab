package dev.flowtruth.platform.windows.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.windows.layout.Security;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Security identifiers: who a user is when no name is to be had. */
public final class Sid {
  private Sid() {}

  /** {@code S-1-5-18}, from a SID at that offset. */
  public static String text(ByteBuffer buffer, int offset) throws DecodeException {
    ByteBuffer sid = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (offset < 0 || offset + Security.SID_FIRST_PART > sid.limit()) {
      throw new DecodeException("SID", offset, "the buffer has " + sid.limit() + " bytes");
    }
    int parts = sid.get(offset + Security.SID_PARTS) & 0xff;
    int end = offset + Security.SID_FIRST_PART + Integer.BYTES * parts;
    if (parts > Security.SID_MOST_PARTS || end > sid.limit()) {
      throw new DecodeException("SubAuthorityCount", offset + Security.SID_PARTS, parts + " parts");
    }
    StringBuilder text = new StringBuilder("S-");
    text.append(sid.get(offset + Security.SID_REVISION) & 0xff)
        .append('-')
        .append(authority(sid, offset));
    for (int at = offset + Security.SID_FIRST_PART; at < end; at += Integer.BYTES) {
      text.append('-').append(Integer.toUnsignedString(sid.getInt(at)));
    }
    return text.toString();
  }

  private static long authority(ByteBuffer sid, int offset) {
    long value = 0;
    for (int i = Security.SID_AUTHORITY; i < Security.SID_FIRST_PART; i++) {
      value = value << 8 | sid.get(offset + i) & 0xff;
    }
    return value;
  }
}
