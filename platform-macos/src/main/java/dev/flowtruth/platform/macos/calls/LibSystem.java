package dev.flowtruth.platform.macos.calls;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * libproc's functions, by JNA direct mapping; {@code libproc.h}. Buffers are direct ones and are
 * filled from their first byte, whatever their position.
 *
 * <p>All return the bytes that they filled, or 0 and leave errno to {@link Native#getLastError()}.
 */
final class LibSystem {
  static {
    Native.register(LibSystem.class, Libraries.system());
  }

  private LibSystem() {}

  static native int proc_listpids(int type, int typeinfo, @Nullable ByteBuffer buffer, int size);

  static native int proc_pidinfo(
      int pid, int flavor, long argument, @Nullable ByteBuffer buffer, int size);

  static native int proc_pidfdinfo(int pid, int fd, int flavor, ByteBuffer buffer, int size);

  static native int proc_pidpath(int pid, ByteBuffer buffer, int size);
}
