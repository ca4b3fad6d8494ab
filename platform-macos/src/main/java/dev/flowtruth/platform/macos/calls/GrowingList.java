package dev.flowtruth.platform.macos.calls;

import dev.flowtruth.core.spi.SourceException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that grows with the list that is read into it. The kernel cuts off what does not fit and
 * says nothing, so a list that leaves no room for one more element is asked for again, with slack,
 * a number of times. The buffer never shrinks. Not thread-safe.
 */
public final class GrowingList {
  private static final int TRIES = 8;

  /** A call that fills a buffer, or without one says how large it should be. */
  @FunctionalInterface
  public interface Call {
    /** As {@link LibProc} returns it. */
    int fill(@Nullable ByteBuffer buffer);
  }

  /**
   * A list as far as it was read.
   *
   * @param bytes what the call filled; valid until the next reading
   * @param isWhole false when it grew in each of the tries, so that its end may be missing
   */
  public record Filled(ByteBuffer bytes, boolean isWhole) {}

  private final int element;
  private final int most;
  private ByteBuffer buffer;

  /**
   * A buffer for some elements.
   *
   * @param element bytes of one
   * @param most elements that there can be; more is a size that lies
   */
  public GrowingList(int element, int elements, int most) {
    this.element = element;
    this.most = element * most;
    buffer = NativeBuffers.allocate(element * elements);
  }

  /**
   * Fills the buffer.
   *
   * @param name the call, for messages
   * @throws CallException when the kernel refuses
   * @throws SourceException when the call says that it wrote beyond the buffer
   */
  public Filled read(String name, Call call) throws SourceException {
    for (int i = 0; i < TRIES; i++) {
      ByteBuffer used = used(name, checked(name, call.fill(buffer)));
      if (used.limit() <= buffer.capacity() - element) {
        return new Filled(used, true);
      }
      if (!grow(checked(name, call.fill(null)))) {
        break;
      }
    }
    return new Filled(used(name, checked(name, call.fill(buffer))), false);
  }

  private static int checked(String name, int result) throws CallException {
    if (result < 0) {
      throw new CallException(name, -result);
    }
    return result;
  }

  private ByteBuffer used(String name, int filled) throws SourceException {
    if (filled > buffer.capacity()) {
      throw new SourceException(
          name + ": says that it wrote " + filled + " bytes into " + buffer.capacity());
    }
    return buffer.duplicate().order(buffer.order()).position(0).limit(filled);
  }

  /** False when there is no larger one to be had. */
  private boolean grow(int needed) {
    int before = buffer.capacity();
    long wanted = Math.max(needed + needed / 4L, 2L * before);
    int size = (int) Math.min(wanted, most) / element * element;
    if (size <= before) {
      return false;
    }
    buffer = NativeBuffers.allocate(size);
    return true;
  }
}
