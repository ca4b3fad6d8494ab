package dev.flowtruth.platform.linux.layout;

/** {@code enum count} of our own BPF programs; source: {@code ring.h} beside them. */
public final class RecordCount {
  public static final int OPENS = 0;
  public static final int OWNERS = 1;
  public static final int RELEASES = 2;
  public static final int PROCESSES = 3;
  public static final int REPEATS = 4;
  public static final int LOST_OPENS = 5;
  public static final int LOST_OWNERS = 6;
  public static final int LOST_RELEASES = 7;
  public static final int LOST_PROCESSES = 8;
  public static final int LOST_REPEATS = 9;
  public static final int TCP_CONNECTS = 10;
  public static final int TCP_ACCEPTS = 11;
  public static final int COUNTS = 12;

  private RecordCount() {}
}
