package dev.flowtruth.formats.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes of either order. */
enum Endian {
  LITTLE,
  BIG;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  private short turned(short value) {
    return this == BIG ? Short.reverseBytes(value) : value;
  }

  private int turned(int value) {
    return this == BIG ? Integer.reverseBytes(value) : value;
  }

  private long turned(long value) {
    return this == BIG ? Long.reverseBytes(value) : value;
  }

  /** Unsigned. */
  int u16(byte[] data, int at) {
    return turned((short) SHORTS.get(data, at)) & 0xffff;
  }

  int int32(byte[] data, int at) {
    return turned((int) INTS.get(data, at));
  }

  /** Unsigned. */
  long u32(byte[] data, int at) {
    return int32(data, at) & 0xffff_ffffL;
  }

  long int64(byte[] data, int at) {
    return turned((long) LONGS.get(data, at));
  }

  void put16(byte[] data, int at, int value) {
    SHORTS.set(data, at, turned((short) value));
  }

  void put32(byte[] data, int at, int value) {
    INTS.set(data, at, turned(value));
  }

  void put64(byte[] data, int at, long value) {
    LONGS.set(data, at, turned(value));
  }
}
