package dev.flowtruth.platform.linux.layout;

/** {@code struct glance_record} of our own BPF programs; source: {@code record.h} beside them. */
public final class GlanceRecord {
  public static final int COOKIE = 0;
  public static final int START = 8;
  public static final int PID = 16;
  public static final int FLAGS = 20;
  public static final int LOCAL_PORT = 24;
  public static final int PEER_PORT = 26;
  public static final int STATE = 28;
  public static final int INTERFACE = 32;
  public static final int ADDRESSES = 36;
  public static final int SIZE = 40;

  private GlanceRecord() {}
}
