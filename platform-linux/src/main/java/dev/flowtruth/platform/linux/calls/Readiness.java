package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import dev.flowtruth.platform.linux.layout.Errno;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;

/**
 * Waits until one of several rings of packets has something, or somebody wakes it. One thread
 * waits; {@link #wake} may be called from any.
 */
public final class Readiness implements AutoCloseable {
  private static final int BESIDES = 1;

  private final int event;
  private final ByteBuffer eight = NativeBuffers.allocate(Long.BYTES);
  private final ByteBuffer one = NativeBuffers.allocate(Long.BYTES).putLong(0, 1);
  private final ByteBuffer time = NativeBuffers.allocate(Sockets.TIME_SIZE);
  private ByteBuffer descriptors = NativeBuffers.allocate(BESIDES * Sockets.POLL_SIZE);
  private int count = BESIDES;
  private boolean closed;

  private Readiness(int event) {
    this.event = event;
    place(0, event);
  }

  public static Readiness open() throws CallException {
    int event = LibC.eventfd(0, Sockets.EFD_NONBLOCK | Sockets.EFD_CLOEXEC);
    if (event < 0) {
      throw CallException.last("eventfd");
    }
    return new Readiness(event);
  }

  /** For these, and no others. */
  public void watch(Iterable<PacketRing> rings) {
    count = BESIDES;
    for (PacketRing ring : rings) {
      reserve(count + 1);
      place(count++, ring.descriptor());
    }
  }

  private void reserve(int entries) {
    if (entries * Sockets.POLL_SIZE > descriptors.capacity()) {
      ByteBuffer larger = NativeBuffers.allocate(2 * entries * Sockets.POLL_SIZE);
      descriptors = larger.put(descriptors.clear()).clear();
    }
  }

  private void place(int index, int fd) {
    int at = index * Sockets.POLL_SIZE;
    descriptors.putInt(at + Sockets.POLL_DESCRIPTOR, fd);
    descriptors.putShort(at + Sockets.POLL_EVENTS, (short) Sockets.POLLIN);
  }

  /** Returns after so long at the latest. */
  public void await(long nanos) throws CallException {
    time.putLong(Sockets.TIME_SECONDS, nanos / 1_000_000_000L);
    time.putLong(Sockets.TIME_FRACTION, nanos % 1_000_000_000L);
    int ready = LibC.ppoll(descriptors, count, time, 0);
    if (ready < 0 && !CallException.isTransient()) {
      throw CallException.last("ppoll");
    }
    if (ready > 0 && descriptors.getShort(Sockets.POLL_RESULT) != 0) {
      LibC.read(event, eight, Long.BYTES);
    }
  }

  /** Lets a waiting thread return, or the next one that waits. */
  public void wake() throws CallException {
    if (LibC.write(event, one, Long.BYTES) < 0 && Native.getLastError() != Errno.EAGAIN) {
      throw CallException.last("write(eventfd)");
    }
  }

  /** Nobody may wait any more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.close(event);
    }
  }
}
