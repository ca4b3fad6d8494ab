package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * The C library's calls for files and clocks, mapped directly: buffers and paths are addresses of
 * memory outside the heap (64-bit only), so that a call allocates nothing.
 *
 * <p>Each returns what the manual page (section 2) says; after -1 {@link #errno} tells why. Safe
 * for use by several threads.
 */
public final class FileCalls {
  /** {@code asm-generic/errno-base.h}. */
  public static final int EPERM = 1;

  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EACCES = 13;

  /** {@code asm-generic/fcntl.h}: O_RDONLY and O_CLOEXEC. */
  public static final int READ_ONLY = 0x80000;

  /** {@code linux/fcntl.h}: relative to the working directory. */
  public static final int AT_FDCWD = -100;

  /** {@code linux/time.h}. */
  public static final int CLOCK_REALTIME = 0;

  public static final int CLOCK_MONOTONIC = 1;

  /** Those that are set at each timer interrupt and stand still in between. */
  public static final int CLOCK_REALTIME_COARSE = 5;

  public static final int CLOCK_MONOTONIC_COARSE = 6;
  public static final int CLOCK_BOOTTIME = 7;

  /** {@code bits/confname.h}: ticks per second of the times in {@code /proc}. */
  public static final int SC_CLK_TCK = 2;

  static {
    Native.register(FileCalls.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
  }

  private FileCalls() {}

  public static native int openat(int directory, long path, int flags);

  public static native long readlinkat(int directory, long path, long buffer, long size);

  public static native long read(int descriptor, long buffer, long size);

  public static native int close(int descriptor);

  public static native int statx(int directory, long path, int flags, int mask, long buffer);

  @SuppressWarnings("MemberName") // the C library's name
  public static native int clock_gettime(int clock, long timespec);

  public static native long sysconf(int name);

  private static native long syscall(long number, long first, long second, long third);

  private static native String strerror(int errno);

  /** {@code getdents64(2)}; by its number, as glibc has a function for it since 2.30 only. */
  public static long listDirectory(int directory, long buffer, long size) {
    return syscall(SystemCalls.GETDENTS64, directory, buffer, size);
  }

  /** Why this thread's last call failed. */
  public static int errno() {
    return Native.getLastError();
  }

  /** A sentence that names the call that has just failed, errno and its text. */
  public static String failure(String call) {
    int errno = errno();
    return call + ": " + strerror(errno) + " (errno " + errno + ")";
  }
}
