package dev.flowtruth.platform.linux.calls;

import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A text file of the kernel that is opened once and read again and again. A file below {@code
 * /proc/net} belongs to the network namespace of the opening thread and keeps it alive. Not
 * thread-safe.
 */
public final class KernelText implements AutoCloseable {
  private static final int FIRST_SIZE = 1 << 14;
  private static final int SMALL_SIZE = 1 << 6;

  private final String path;
  private final int fd;
  private ByteBuffer buffer;
  private boolean closed;

  private KernelText(String path, int fd, int firstSize) {
    this.path = path;
    this.fd = fd;
    buffer = ByteBuffer.allocateDirect(firstSize).order(ByteOrder.nativeOrder());
  }

  public static KernelText open(String path) throws CallException {
    return open(path, FIRST_SIZE);
  }

  /** One that is expected to hold a number. */
  public static KernelText openNumber(String path) throws CallException {
    return open(path, SMALL_SIZE);
  }

  private static KernelText open(String path, int firstSize) throws CallException {
    int fd = LibC.open(path, Sockets.O_RDONLY | Sockets.O_CLOEXEC);
    if (fd < 0) {
      throw CallException.last("open(" + path + ")");
    }
    return new KernelText(path, fd, firstSize);
  }

  public String path() {
    return path;
  }

  /** The whole text as it is now, from position 0 to the limit; valid until the next call. */
  public ByteBuffer read() throws CallException {
    int size = 0;
    while (true) {
      ByteBuffer rest = buffer.position(size).slice();
      long count = LibC.pread(fd, rest, rest.capacity(), size);
      if (count < 0) {
        throw CallException.last("pread(" + path + ")");
      }
      size += (int) count;
      if (count == 0) {
        return buffer.duplicate().order(buffer.order()).position(0).limit(size);
      }
      if (size == buffer.capacity()) {
        grow(size);
      }
    }
  }

  private void grow(int used) {
    ByteBuffer larger = ByteBuffer.allocateDirect(2 * used).order(buffer.order());
    buffer = larger.put(buffer.position(0).limit(used)).clear();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.close(fd);
    }
  }
}
