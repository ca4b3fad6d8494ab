package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a process in every look, by JNA direct mapping; {@code processthreadsapi.h},
 * {@code winbase.h}. What fails leaves its number to {@link Native#getLastError()}.
 */
final class Kernel32 {
  static {
    Native.register(Kernel32.class, Libraries.load("kernel32"));
  }

  private Kernel32() {}

  static native @Nullable Pointer OpenProcess(int access, int inherit, int pid);

  static native int CloseHandle(Pointer handle);

  static native int GetProcessTimes(
      Pointer process, ByteBuffer created, ByteBuffer ended, ByteBuffer kernel, ByteBuffer user);

  static native int QueryFullProcessImageNameW(
      Pointer process, int flags, ByteBuffer name, ByteBuffer size);
}
