package dev.flowtruth.platform.linux.layout;

/**
 * {@code struct exec_record} of our own BPF programs, which begins as a {@link ProcessRecord};
 * source: {@code record.h} beside them.
 */
public final class ExecRecord {
  public static final int PATH_LENGTH = 56;
  public static final int PATH_TRUNCATED = 60;
  public static final int PATH = 64;
  public static final int SIZE = 1088;

  private ExecRecord() {}
}
