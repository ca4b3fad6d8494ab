package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Pointer;
import dev.flowtruth.platform.linux.layout.Ring;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The reading end of a {@code BPF_MAP_TYPE_RINGBUF}, mapped into memory.
 *
 * <p>Its producers are BPF programs on any processor, its one consumer is the thread that calls
 * {@link #read}. The kernel writes a record's length last, and the position up to which there are
 * records before that; both are read with acquire, and our own position is written with release, as
 * libbpf's ring_buffer does. The data is mapped twice in a row, so no record is ever cut. Mapping
 * it ourselves costs a hundredth of libbpf's own reader, which would call back into Java for each
 * record.
 */
public final class RingBuffer implements AutoCloseable {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final long consumerAddress;
  private final long producerAddress;
  private final int page;
  private final int size;
  private final ByteBuffer consumer;
  private final ByteBuffer producer;
  private final ByteBuffer data;
  private long position;
  private boolean closed;

  private RingBuffer(long consumerAddress, long producerAddress, int page, int size) {
    this.consumerAddress = consumerAddress;
    this.producerAddress = producerAddress;
    this.page = page;
    this.size = size;
    consumer = at(consumerAddress, page);
    producer = at(producerAddress, page);
    data = at(producerAddress + page, 2L * size);
    position = (long) LONG.getAcquire(consumer, 0);
  }

  private static ByteBuffer at(long address, long length) {
    return new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
  }

  /** Maps the ring behind a map's descriptor; the size is a power of two. */
  static RingBuffer map(int fd, int size) throws CallException {
    int page = LibC.getpagesize();
    int both = Ring.PROT_READ | Ring.PROT_WRITE;
    long consumer = LibC.mmap(0, page, both, Ring.MAP_SHARED, fd, 0);
    if (consumer == Ring.MAP_FAILED) {
      throw CallException.last("mmap(ring, consumer)");
    }
    long producer = LibC.mmap(0, page + 2L * size, Ring.PROT_READ, Ring.MAP_SHARED, fd, page);
    if (producer == Ring.MAP_FAILED) {
      CallException failure = CallException.last("mmap(ring, producer)");
      LibC.munmap(consumer, page);
      throw failure;
    }
    return new RingBuffer(consumer, producer, page, size);
  }

  /** Takes a record, which lies at the offset in {@link #data}. */
  @FunctionalInterface
  public interface Sink<E extends Exception> {
    void accept(int offset, int length) throws E;
  }

  /** Where the records are while a sink is called. */
  public ByteBuffer data() {
    return data;
  }

  /** Bytes of records that wait to be read, those that are being written included. */
  public long backlog() {
    return closed ? 0 : (long) LONG.getAcquire(producer, 0) - position;
  }

  /** The ring's size in bytes. */
  public int size() {
    return size;
  }

  /**
   * Hands over the records that are complete, in the order in which they were begun.
   *
   * @param most ends after about so many bytes, so that a storm does not keep the caller for ever
   * @return how many bytes they took
   */
  public <E extends Exception> long read(long most, Sink<E> sink) throws E {
    if (closed) {
      return 0;
    }
    long begin = position;
    long end = Math.min((long) LONG.getAcquire(producer, 0), begin + most);
    try {
      while (position < end) {
        int offset = (int) (position & size - 1);
        int header = (int) INT.getAcquire(data, offset);
        if ((header & Ring.BUSY) != 0) {
          break;
        }
        int length = header & ~(Ring.BUSY | Ring.DISCARD);
        position += Ring.HEADER_SIZE + (length + 7 & ~7);
        if ((header & Ring.DISCARD) == 0) {
          sink.accept(offset + Ring.HEADER_SIZE, length);
        }
      }
    } finally {
      LONG.setRelease(consumer, 0, position);
    }
    return position - begin;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.munmap(consumerAddress, page);
      LibC.munmap(producerAddress, page + 2L * size);
    }
  }
}
