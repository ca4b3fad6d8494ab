package dev.flowtruth.platform.macos.calls;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the heap in macOS' byte order, as native calls need it. */
public final class NativeBuffers {
  private NativeBuffers() {}

  public static ByteBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
