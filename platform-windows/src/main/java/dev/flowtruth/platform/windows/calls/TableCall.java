package dev.flowtruth.platform.windows.calls;

import java.nio.ByteBuffer;

/** One of Windows' calls that fill a table, with all arguments chosen but the buffer. */
@FunctionalInterface
public interface TableCall {
  /**
   * Fills the table.
   *
   * @param table a direct buffer, written from its first byte
   * @param size 4 bytes: the room that there is, then what is needed or was used
   * @return an error number
   */
  int fill(ByteBuffer table, ByteBuffer size);
}
