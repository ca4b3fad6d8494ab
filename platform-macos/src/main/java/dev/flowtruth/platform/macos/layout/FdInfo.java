package dev.flowtruth.platform.macos.layout;

/** {@code struct proc_fdinfo}, an element of PROC_PIDLISTFDS; source: {@code sys/proc_info.h}. */
public final class FdInfo {
  public static final int SIZE = 8;

  public static final int PROC_FD = 0;
  public static final int PROC_FDTYPE = 4;

  public static final int PROX_FDTYPE_SOCKET = 2;

  private FdInfo() {}
}
