package dev.flowtruth.platform.macos.layout;

/**
 * Arguments of libproc's calls and the sizes of what they fill. The same on x86-64 and arm64.
 *
 * <p>Source: {@code sys/proc_info.h} of xnu-11417.101.15 (macOS 15).
 */
public final class Libproc {
  /** A {@code pid_t}. */
  public static final int PID_SIZE = 4;

  public static final int PROC_ALL_PIDS = 1;

  public static final int PROC_PIDLISTFDS = 1;
  public static final int PROC_PIDTBSDINFO = 3;
  public static final int PROC_PIDT_SHORTBSDINFO = 13;
  public static final int PROC_PIDFDSOCKETINFO = 3;
  public static final int PROC_PIDPATHINFO_MAXSIZE = 4096;

  private Libproc() {}
}
