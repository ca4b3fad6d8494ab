package dev.flowtruth.platform.linux.layout;

/** {@code enum count} of our own BPF programs; source: {@code ring.h} beside them. */
public final class RecordCount {
  public static final int OPENS = 0;
  public static final int OWNERS = 1;
  public static final int RELEASES = 2;
  public static final int PROCESSES = 3;
  public static final int LOST_OPENS = 4;
  public static final int LOST_OWNERS = 5;
  public static final int LOST_RELEASES = 6;
  public static final int LOST_PROCESSES = 7;
  public static final int TCP_CONNECTS = 8;
  public static final int TCP_ACCEPTS = 9;
  public static final int COUNTS = 10;

  private RecordCount() {}
}
