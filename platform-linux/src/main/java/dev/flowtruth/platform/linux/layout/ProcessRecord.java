package dev.flowtruth.platform.linux.layout;

/** {@code struct process_record} of our own BPF programs; source: {@code record.h} beside them. */
public final class ProcessRecord {
  public static final int KIND = 0;
  public static final int PID = 4;
  public static final int TIME = 8;
  public static final int START = 16;
  public static final int CGROUP = 24;
  public static final int PARENT = 32;
  public static final int UID = 36;
  public static final int COMM = 40;
  public static final int SIZE = 56;

  private ProcessRecord() {}
}
