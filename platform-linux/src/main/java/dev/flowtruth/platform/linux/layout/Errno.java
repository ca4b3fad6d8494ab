package dev.flowtruth.platform.linux.layout;

/** Error numbers; source: {@code asm-generic/errno-base.h}, {@code asm-generic/errno.h}. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENOBUFS = 105;

  private Errno() {}
}
