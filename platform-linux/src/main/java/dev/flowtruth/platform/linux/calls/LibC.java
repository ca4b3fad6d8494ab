package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * The C library's functions that this module calls, by JNA direct mapping. Buffers are direct ones
 * and are passed from their first byte, whatever their position.
 *
 * <p>{@code size_t}, {@code ssize_t} and {@code off_t} are {@code long}: 64-bit machines only. A
 * function that fails returns -1 and leaves errno to {@link Native#getLastError()}.
 */
final class LibC {
  static {
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, ByteBuffer address, int length);

  static native int setsockopt(int fd, int level, int option, ByteBuffer value, int length);

  static native int getsockopt(int fd, int level, int option, ByteBuffer value, ByteBuffer length);

  static native long send(int fd, ByteBuffer buffer, long length, int flags);

  static native long recv(int fd, ByteBuffer buffer, long length, int flags);

  static native int open(String path, int flags);

  static native long pread(int fd, ByteBuffer buffer, long length, long offset);

  static native int close(int fd);

  static native int setns(int fd, int type);

  static native long read(int fd, ByteBuffer buffer, long length);

  static native long write(int fd, ByteBuffer buffer, long length);

  static native int eventfd(int value, int flags);

  static native int ppoll(ByteBuffer descriptors, long count, ByteBuffer time, long signals);

  static native long mmap(
      long address, long length, int protection, int flags, int fd, long offset);

  static native int munmap(long address, long length);

  static native int getpagesize();

  static native int vsnprintf(ByteBuffer buffer, long size, Pointer format, Pointer arguments);

  static native long readlink(String path, ByteBuffer buffer, long length);

  static native int clock_gettime(int clock, ByteBuffer timespec);

  static native int geteuid();

  static native int setgroups(long count, long groups);

  static native int setresgid(int real, int effective, int saved);

  static native int setresuid(int real, int effective, int saved);

  static native String strerror(int errno);
}
