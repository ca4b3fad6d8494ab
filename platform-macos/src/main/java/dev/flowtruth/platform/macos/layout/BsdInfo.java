package dev.flowtruth.platform.macos.layout;

/** {@code struct proc_bsdinfo}, of PROC_PIDTBSDINFO; source: {@code sys/proc_info.h}. */
public final class BsdInfo {
  public static final int SIZE = 136;

  public static final int PBI_PID = 12;
  public static final int PBI_PPID = 16;
  public static final int PBI_UID = 20;
  public static final int PBI_COMM = 48;
  public static final int PBI_COMM_SIZE = 16;
  public static final int PBI_NAME = 64;
  public static final int PBI_NAME_SIZE = 32;
  public static final int PBI_START_TVSEC = 120;
  public static final int PBI_START_TVUSEC = 128;

  private BsdInfo() {}
}
