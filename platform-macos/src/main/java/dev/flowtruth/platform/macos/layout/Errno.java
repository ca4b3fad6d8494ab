package dev.flowtruth.platform.macos.layout;

/** Error numbers that mean something to us; source: {@code sys/errno.h}. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EBADF = 9;
  public static final int EACCES = 13;
  public static final int ENOTSOCK = 38;
  public static final int ENOTSUP = 45;
  public static final int EOPNOTSUPP = 102;

  /** Linux' numbers of the two, which a stand-in may give; macOS has no use for them here. */
  private static final int LINUX_ENOTSOCK = 88;

  private static final int LINUX_EOPNOTSUPP = 95;

  private Errno() {}

  /** True when the asker's rights are what is missing. */
  public static boolean isDenied(int errno) {
    return errno == EPERM || errno == EACCES;
  }

  /** True when the process ended. */
  public static boolean isProcessGone(int errno) {
    return errno == ESRCH || errno == ENOENT;
  }

  /** True when the process ended, or its descriptor is closed or no socket any more. */
  public static boolean isDescriptorGone(int errno) {
    return switch (errno) {
      case EBADF, ENOTSOCK, ENOTSUP, EOPNOTSUPP, LINUX_ENOTSOCK, LINUX_EOPNOTSUPP -> true;
      default -> isProcessGone(errno);
    };
  }
}
