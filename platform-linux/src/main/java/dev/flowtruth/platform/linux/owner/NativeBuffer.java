package dev.flowtruth.platform.linux.owner;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the heap that is used again for every call. Lives as long as this object. */
final class NativeBuffer {
  private final ByteBuffer bytes;
  private final long address;

  NativeBuffer(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
  }

  /** In the machine's byte order; read it by index, its position means nothing. */
  ByteBuffer bytes() {
    return bytes;
  }

  long address() {
    return address;
  }

  int size() {
    return bytes.capacity();
  }
}
