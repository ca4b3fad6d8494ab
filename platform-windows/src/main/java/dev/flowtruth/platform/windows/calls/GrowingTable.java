package dev.flowtruth.platform.windows.calls;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.layout.Errors;
import java.nio.ByteBuffer;

/**
 * A buffer that grows with its table. Sockets come while Windows is asked how many there are, so
 * the buffer gets slack and the call a number of tries; it never shrinks. Not thread-safe.
 */
public final class GrowingTable {
  private static final int TRIES = 8;
  private static final int FIRST_SIZE = 16 * 1024;

  /** About 1.4 million rows of the widest kind; more is a size that lies. */
  private static final int MOST = 256 * 1024 * 1024;

  private final ByteBuffer size = NativeBuffers.allocate(Integer.BYTES);
  private ByteBuffer table = NativeBuffers.allocate(FIRST_SIZE);

  /** With room for some hundred rows. */
  public GrowingTable() {}

  /**
   * Fills the buffer.
   *
   * @param name the call, for messages
   * @return the bytes that were used; valid until the next call
   * @throws CallException when Windows refuses
   * @throws SourceException when the table grows in each of the tries, or without bounds
   */
  public ByteBuffer read(String name, TableCall call) throws SourceException {
    for (int i = 0; i < TRIES; i++) {
      size.putInt(0, table.capacity());
      int error = call.fill(table, size);
      if (error == Errors.NO_ERROR) {
        return used(name);
      }
      if (error == Errors.ERROR_NO_DATA) {
        return empty();
      }
      if (error != Errors.ERROR_INSUFFICIENT_BUFFER) {
        throw new CallException(name, error);
      }
      grow(name, Integer.toUnsignedLong(size.getInt(0)));
    }
    throw new SourceException(
        name
            + ": the table grew in each of "
            + TRIES
            + " tries, to "
            + table.capacity()
            + " bytes");
  }

  private ByteBuffer used(String name) throws SourceException {
    long length = Integer.toUnsignedLong(size.getInt(0));
    if (length > table.capacity()) {
      throw new SourceException(
          name + ": says that it wrote " + length + " bytes into " + table.capacity());
    }
    return table.duplicate().position(0).limit((int) length);
  }

  /** No rows. */
  private ByteBuffer empty() {
    table.putInt(0, 0);
    return table.duplicate().position(0).limit(Integer.BYTES);
  }

  private void grow(String name, long needed) throws SourceException {
    long wanted = Math.max(needed + needed / 4, 2L * table.capacity());
    if (needed > MOST) {
      throw new SourceException(name + ": asks for " + needed + " bytes, more than any table has");
    }
    table = NativeBuffers.allocate((int) Math.min(wanted, MOST + FIRST_SIZE));
  }
}
