package dev.flowtruth.platform.linux.layout;

/** {@code struct close_record} of our own BPF programs; source: {@code record.h} beside them. */
public final class CloseRecord {
  public static final int KIND = 0;
  public static final int PID = 4;
  public static final int TIME = 8;
  public static final int COOKIE = 16;
  public static final int SENT = 24;
  public static final int RECEIVED = 32;
  public static final int FLAGS = 40;
  public static final int PROTOCOL = 44;
  public static final int SIZE = 48;

  private CloseRecord() {}
}
