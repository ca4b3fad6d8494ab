package dev.flowtruth.formats.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes out of a labelled capture what was added. Shares no code with main. An end mark that is
 * left alone where options were taken out is taken out too.
 */
final class Stripped {
  private final ByteBuffer all;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private Stripped(byte[] bytes) {
    all = ByteBuffer.wrap(bytes);
  }

  static byte[] of(byte[] labelled) {
    Stripped stripped = new Stripped(labelled);
    while (stripped.all.hasRemaining()) {
      stripped.block();
    }
    return stripped.out.toByteArray();
  }

  private void block() {
    int at = all.position();
    if (all.order(ByteOrder.BIG_ENDIAN).getInt(at) == 0x0A0D0D0A) {
      boolean big = all.getInt(at + 8) == 0x1A2B3C4D;
      order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
    all.order(order);
    int length = all.getInt(at + 4);
    byte[] bytes = new byte[length];
    all.get(bytes);
    ByteBuffer block = ByteBuffer.wrap(bytes).order(order);
    int type = block.getInt(0);
    boolean ours = type == 0x80000001 || type == 0xBAD && block.getInt(8) == 32622;
    if (type == 6 || type == 2) {
      out.writeBytes(packet(block));
    } else if (!ours) {
      out.writeBytes(bytes);
    }
  }

  private byte[] packet(ByteBuffer block) {
    int end = block.limit() - 4;
    int options = Math.min(28 + (block.getInt(20) + 3) / 4 * 4, end);
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    left.write(block.array(), 0, options);
    int at = options;
    boolean took = false;
    while (end - at >= 4 && block.getShort(at) != 0) {
      int size = 4 + ((block.getShort(at + 2) & 0xffff) + 3) / 4 * 4;
      if (at + size > end) {
        break;
      }
      boolean ours = isOurs(block, at);
      took |= ours;
      if (!ours) {
        left.write(block.array(), at, size);
      }
      at += size;
    }
    boolean lonelyMark = took && left.size() == options && end - at == 4;
    if (!lonelyMark) {
      left.write(block.array(), at, end - at);
    }
    return withLengths(left);
  }

  private byte[] withLengths(ByteArrayOutputStream left) {
    int length = left.size() + 4;
    byte[] bytes = Arrays.copyOf(left.toByteArray(), length);
    ByteBuffer.wrap(bytes).order(order).putInt(4, length).putInt(length - 4, length);
    return bytes;
  }

  private static boolean isOurs(ByteBuffer block, int at) {
    int code = block.getShort(at) & 0xffff;
    int length = block.getShort(at + 2) & 0xffff;
    String text = new String(block.array(), at + 4, length, StandardCharsets.UTF_8);
    return code == 0x8001 || code == 8 || code == 1 && text.startsWith("flowtruth: ");
  }
}
