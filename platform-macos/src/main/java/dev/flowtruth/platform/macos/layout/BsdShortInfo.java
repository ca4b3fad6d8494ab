package dev.flowtruth.platform.macos.layout;

/**
 * {@code struct proc_bsdshortinfo}, of PROC_PIDT_SHORTBSDINFO, which needs no rights; source:
 * {@code sys/proc_info.h}.
 */
public final class BsdShortInfo {
  public static final int SIZE = 64;

  public static final int PBSI_PID = 0;
  public static final int PBSI_PPID = 4;
  public static final int PBSI_COMM = 16;
  public static final int PBSI_COMM_SIZE = 16;
  public static final int PBSI_UID = 36;

  private BsdShortInfo() {}
}
