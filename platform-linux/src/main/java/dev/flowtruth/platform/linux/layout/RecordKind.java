package dev.flowtruth.platform.linux.layout;

/** {@code enum kind} of our own BPF programs; source: {@code record.h} beside them. */
public final class RecordKind {
  public static final int CONNECT = 1;
  public static final int LISTEN = 2;
  public static final int BIND = 3;
  public static final int USE = 4;
  public static final int UNUSED = 5;
  public static final int CLOSE = 6;
  public static final int FORK = 7;
  public static final int EXEC = 8;
  public static final int EXIT = 9;
  public static final int ARGUMENTS = 10;
  public static final int DESCRIPTOR = 11;

  private RecordKind() {}
}
