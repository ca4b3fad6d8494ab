package dev.flowtruth.formats.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes of either order. All reads are unsigned unless the width is Java's own. */
enum Endian {
  LITTLE(ByteOrder.LITTLE_ENDIAN),
  BIG(ByteOrder.BIG_ENDIAN);

  private final VarHandle shorts;
  private final VarHandle ints;
  private final VarHandle longs;

  Endian(ByteOrder order) {
    shorts = MethodHandles.byteArrayViewVarHandle(short[].class, order);
    ints = MethodHandles.byteArrayViewVarHandle(int[].class, order);
    longs = MethodHandles.byteArrayViewVarHandle(long[].class, order);
  }

  int u16(byte[] data, int at) {
    return (short) shorts.get(data, at) & 0xffff;
  }

  int int32(byte[] data, int at) {
    return (int) ints.get(data, at);
  }

  long u32(byte[] data, int at) {
    return (int) ints.get(data, at) & 0xffff_ffffL;
  }

  long int64(byte[] data, int at) {
    return (long) longs.get(data, at);
  }

  void put16(byte[] data, int at, int value) {
    shorts.set(data, at, (short) value);
  }

  void put32(byte[] data, int at, int value) {
    ints.set(data, at, value);
  }

  void put64(byte[] data, int at, long value) {
    longs.set(data, at, value);
  }
}
