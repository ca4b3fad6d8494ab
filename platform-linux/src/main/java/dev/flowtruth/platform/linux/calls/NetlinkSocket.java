package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.layout.Errno;
import dev.flowtruth.platform.linux.layout.Netlink;
import dev.flowtruth.platform.linux.layout.SocketFilter;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A netlink socket of the network namespace in which the opening thread was. It keeps that
 * namespace alive until it is closed. Not thread-safe.
 */
public final class NetlinkSocket implements AutoCloseable {
  /** Returned when nothing is there to be received. */
  public static final int NOTHING = -1;

  /** Returned once after messages were lost because the receive buffer was full. */
  public static final int OVERFLOW = -2;

  private static final int TIMEOUT_SECONDS = 5;

  private final int fd;
  private boolean closed;

  private NetlinkSocket(int fd) {
    this.fd = fd;
  }

  /**
   * Opens one.
   *
   * @param protocol {@link Netlink#SOCK_DIAG}, {@link Netlink#ROUTE}, {@link Netlink#NETFILTER}
   * @param groups bits of the multicast groups to receive, 0 for none
   */
  public static NetlinkSocket open(int protocol, int groups) throws CallException {
    int type = Sockets.SOCK_RAW | Sockets.SOCK_CLOEXEC;
    int fd = LibC.socket(Sockets.AF_NETLINK, type, protocol);
    if (fd < 0) {
      throw CallException.last("socket(AF_NETLINK, SOCK_RAW, " + protocol + ")");
    }
    NetlinkSocket socket = new NetlinkSocket(fd);
    try {
      socket.bind(groups);
      socket.limitWaiting();
      return socket;
    } catch (CallException e) {
      socket.close();
      throw e;
    }
  }

  private void bind(int groups) throws CallException {
    ByteBuffer address = NativeBuffers.allocate(Netlink.ADDRESS_SIZE);
    address.putShort(Netlink.ADDRESS_FAMILY, (short) Sockets.AF_NETLINK);
    address.putInt(Netlink.ADDRESS_GROUPS, groups);
    if (LibC.bind(fd, address, Netlink.ADDRESS_SIZE) < 0) {
      throw CallException.last("bind(netlink, groups " + groups + ")");
    }
  }

  /** An answer that never comes must not hang the watcher. */
  private void limitWaiting() throws CallException {
    ByteBuffer time = NativeBuffers.allocate(Sockets.TIME_SIZE);
    time.putLong(Sockets.TIME_SECONDS, TIMEOUT_SECONDS);
    set(Sockets.SO_RCVTIMEO, time, "SO_RCVTIMEO");
  }

  /** Asks for a receive buffer of that many bytes; the kernel gives less without CAP_NET_ADMIN. */
  public void receiveBuffer(int bytes) throws CallException {
    ByteBuffer value = NativeBuffers.allocate(Integer.BYTES).putInt(0, bytes);
    if (LibC.setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_RCVBUFFORCE, value, 4) < 0
        && LibC.setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_RCVBUF, value, 4) < 0) {
      throw CallException.last("setsockopt(SO_RCVBUF)");
    }
  }

  /** Lets the kernel drop what the instructions of classic BPF do not let pass. */
  public void attachFilter(ByteBuffer instructions) throws CallException {
    int count = instructions.capacity() / SocketFilter.INSTRUCTION_SIZE;
    ByteBuffer program = NativeBuffers.allocate(SocketFilter.PROGRAM_SIZE);
    program.putShort(SocketFilter.PROGRAM_LENGTH, (short) count);
    long address = Pointer.nativeValue(Native.getDirectBufferPointer(instructions));
    program.putLong(SocketFilter.PROGRAM_ADDRESS, address);
    try {
      set(Sockets.SO_ATTACH_FILTER, program, "SO_ATTACH_FILTER");
    } finally {
      Reference.reachabilityFence(instructions);
    }
  }

  /** Lets everything pass again. */
  public void detachFilter() throws CallException {
    set(Sockets.SO_DETACH_FILTER, NativeBuffers.allocate(Integer.BYTES), "SO_DETACH_FILTER");
  }

  private void set(int option, ByteBuffer value, String name) throws CallException {
    if (LibC.setsockopt(fd, Sockets.SOL_SOCKET, option, value, value.capacity()) < 0) {
      throw CallException.last("setsockopt(" + name + ")");
    }
  }

  /** Sends the first {@code length} bytes of a direct buffer. */
  public void send(ByteBuffer request, int length) throws CallException {
    if (LibC.send(fd, request, length, 0) < 0) {
      throw CallException.last("send(netlink)");
    }
  }

  /**
   * Waits for the next datagram and puts it at the buffer's beginning.
   *
   * @return its length, or {@link #OVERFLOW}
   */
  public int receive(ByteBuffer buffer) throws SourceException {
    int length = receive(buffer, 0);
    if (length == NOTHING) {
      throw CallException.reported("recv(netlink, no answer)", Errno.EAGAIN);
    }
    return length;
  }

  /**
   * Takes the next datagram if there is one.
   *
   * @return its length, {@link #NOTHING} or {@link #OVERFLOW}
   */
  public int poll(ByteBuffer buffer) throws SourceException {
    return receive(buffer, Sockets.MSG_DONTWAIT);
  }

  private int receive(ByteBuffer buffer, int flags) throws SourceException {
    while (true) {
      long length = LibC.recv(fd, buffer, buffer.capacity(), flags | Sockets.MSG_TRUNC);
      if (length > buffer.capacity()) {
        String found = length + " bytes, more than the buffer's " + buffer.capacity();
        throw new DecodeException("netlink datagram", 0, found);
      }
      if (length >= 0) {
        return (int) length;
      }
      switch (Native.getLastError()) {
        case Errno.EINTR -> {}
        case Errno.EAGAIN -> {
          return NOTHING;
        }
        case Errno.ENOBUFS -> {
          return OVERFLOW;
        }
        default -> throw CallException.last("recv(netlink)");
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.close(fd);
    }
  }
}
