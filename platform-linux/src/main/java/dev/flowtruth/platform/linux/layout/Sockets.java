package dev.flowtruth.platform.linux.layout;

/**
 * Arguments of the socket, file and clock calls.
 *
 * <p>Source: {@code linux/socket.h}, {@code asm-generic/socket.h}, {@code asm-generic/fcntl.h},
 * {@code linux/sched.h}, {@code linux/time.h}, the same on every 64-bit architecture that is
 * supported here.
 */
public final class Sockets {
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;

  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_CLOEXEC = 0x80000;

  public static final int SOL_SOCKET = 1;
  public static final int SO_RCVBUF = 8;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_ATTACH_FILTER = 26;
  public static final int SO_DETACH_FILTER = 27;
  public static final int SO_RCVBUFFORCE = 33;

  /** Return the message's real length, even when it was cut. */
  public static final int MSG_TRUNC = 0x20;

  public static final int MSG_DONTWAIT = 0x40;

  // struct pollfd
  public static final int POLL_SIZE = 8;
  public static final int POLL_DESCRIPTOR = 0;
  public static final int POLL_EVENTS = 4;
  public static final int POLL_RESULT = 6;
  public static final int POLLIN = 1;

  public static final int EFD_NONBLOCK = 0x800;
  public static final int EFD_CLOEXEC = 0x80000;

  public static final int O_RDONLY = 0;
  public static final int O_CLOEXEC = 0x80000;

  public static final int CLONE_NEWNET = 0x40000000;

  public static final int CLOCK_REALTIME = 0;
  public static final int CLOCK_MONOTONIC = 1;
  public static final int CLOCK_BOOTTIME = 7;

  /** {@code struct timespec} and {@code struct timeval} of 64-bit machines. */
  public static final int TIME_SIZE = 16;

  public static final int TIME_SECONDS = 0;
  public static final int TIME_FRACTION = 8;

  private Sockets() {}
}
