package dev.flowtruth.core.spi;

/**
 * A way to enumerate the sockets of a host with their owners. Found by {@link
 * java.util.ServiceLoader}; needs a public constructor without arguments that does nothing.
 *
 * <p>Three methods are required. Implementations must be cheap to construct and to ask: no native
 * library is loaded before {@link #support} has found the right OS.
 */
public interface SocketProvider {
  /** Lower case words joined by {@code -}, the OS first: {@code linux-netlink}. */
  String id();

  /** Whether it can run there, what it would see, and what not. Never throws. */
  Support support(Host host);

  /**
   * Starts it.
   *
   * @throws SourceException when it cannot run after all
   */
  SocketSource open(SourceOptions options) throws SourceException;

  /** The OS that it is written for; {@link Os#OTHER} when it runs on any. */
  default Os os() {
    return Os.OTHER;
  }

  /** Among those that work, the highest is taken. */
  default int priority() {
    return 0;
  }
}
