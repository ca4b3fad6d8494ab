package dev.flowtruth.platform.linux.layout;

/** {@code struct socket_record} of our own BPF programs; source: {@code record.h} beside them. */
public final class SocketRecord {
  public static final int KIND = 0;
  public static final int PID = 4;
  public static final int TIME = 8;
  public static final int COOKIE = 16;
  public static final int SINCE = 24;
  public static final int INODE = 32;
  public static final int START = 40;
  public static final int NETNS = 48;
  public static final int UID = 52;
  public static final int PROTOCOL = 56;
  public static final int FAMILY = 58;
  public static final int STATE = 59;
  public static final int LOCAL_PORT = 60;
  public static final int PEER_PORT = 62;
  public static final int LOCAL = 64;
  public static final int PEER = 80;
  public static final int COMM = 96;
  public static final int INTERFACE = 112;
  public static final int FLAGS = 116;
  public static final int SLACK = 120;
  public static final int SOCKET_UID = 124;
  public static final int SIZE = 128;

  /** {@code TASK_COMM_LEN} in {@code linux/sched.h}. */
  public static final int COMM_SIZE = 16;

  public static final int FLAG_V6ONLY = 1;
  public static final int FLAG_KERNEL_THREAD = 2;
  public static final int FLAG_ACCEPTED = 4;
  public static final int FLAG_FIRST_USED = 8;
  public static final int FLAG_SENDING = 16;
  public static final int FLAG_RAW = 32;
  public static final int FLAG_FIRST = 64;
  public static final int FLAG_REPEATED = 128;

  private SocketRecord() {}
}
