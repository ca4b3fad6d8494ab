package dev.flowtruth.platform.linux.layout;

/**
 * {@code struct sockaddr_storage} with a {@code sockaddr_in} or {@code sockaddr_in6} in it; port
 * and address in network byte order, everything else in the host's.
 *
 * <p>Source: {@code linux/socket.h}, {@code linux/in.h}, {@code linux/in6.h}.
 */
public final class SocketAddress {
  public static final int SIZE = 128;
  public static final int FAMILY = 0;
  public static final int V4_ADDRESS = 4;
  public static final int V6_ADDRESS = 8;
  public static final int V6_SCOPE = 24;

  private SocketAddress() {}
}
