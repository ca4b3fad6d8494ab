package dev.flowtruth.platform.linux.calls;

import dev.flowtruth.core.spi.SourceException;
import java.nio.ByteBuffer;

/** A BPF iterator whose records are read from its beginning to its end. Not thread-safe. */
public final class BpfIterator {
  private final int link;
  private final String name;
  private final ByteBuffer buffer;

  BpfIterator(int link, String name, int bufferSize) {
    this.link = link;
    this.name = name;
    buffer = NativeBuffers.allocate(bufferSize);
  }

  /**
   * Takes whole records, which lie from 0 to the length in {@link #buffer}; returns whether it
   * wants more.
   */
  @FunctionalInterface
  public interface Sink {
    boolean accept(int length) throws SourceException;
  }

  /** Where the records are while a sink is called. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /**
   * Runs it once, to its end or as far as the sink wants.
   *
   * @param recordSize a read ends between two records, as the kernel hands out whole ones
   */
  public void run(int recordSize, Sink sink) throws SourceException {
    int pass = LibBpf.bpf_iter_create(link);
    if (pass < 0) {
      throw CallException.last("bpf_iter_create(" + name + ")");
    }
    try {
      int rest = 0;
      while (true) {
        int length = fill(pass, rest);
        if (length == 0) {
          return;
        }
        int whole = (rest + length) / recordSize * recordSize;
        if (!sink.accept(whole)) {
          return;
        }
        rest = keepRest(whole, rest + length);
      }
    } finally {
      LibC.close(pass);
    }
  }

  private int fill(int pass, int from) throws SourceException {
    long length;
    do {
      ByteBuffer free = from == 0 ? buffer : buffer.slice(from, buffer.capacity() - from);
      length = LibC.read(pass, free, free.capacity());
    } while (length < 0 && CallException.isTransient());
    if (length < 0) {
      throw CallException.last("read(iterator " + name + ")");
    }
    return (int) length;
  }

  private int keepRest(int from, int to) {
    for (int i = from; i < to; i++) {
      buffer.put(i - from, buffer.get(i));
    }
    return to - from;
  }
}
