package dev.flowtruth.platform.linux.layout;

/**
 * {@code struct arguments_record} of our own BPF programs; source: {@code record.h} beside them.
 */
public final class ArgumentsRecord {
  public static final int KIND = 0;
  public static final int PID = 4;
  public static final int TIME = 8;
  public static final int LENGTH = 16;
  public static final int COMPLETE = 20;
  public static final int TEXT = 24;
  public static final int SIZE = 4120;

  private ArgumentsRecord() {}
}
