package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.CloseRecord;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import java.nio.ByteBuffer;

/** The end of a socket as our BPF programs tell it: a cursor over the ring. Not thread-safe. */
public final class BpfClose {
  private static final long UNKNOWN = -1;
  private static final int TCP = 6;

  private final ByteBuffer buffer;
  private int start;

  public BpfClose(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Moves to the record at that offset. */
  public void at(int offset, int length) throws DecodeException {
    if (length < CloseRecord.SIZE) {
      throw new DecodeException("close_record", offset, "only " + length + " bytes");
    }
    start = offset;
  }

  /** Monotonic ns. */
  public long time() {
    return buffer.getLong(start + CloseRecord.TIME);
  }

  public long cookie() {
    return buffer.getLong(start + CloseRecord.COOKIE);
  }

  /** True when the owner who was told first has sent or received. */
  public boolean isFirstUsed() {
    return (buffer.getInt(start + CloseRecord.FLAGS) & SocketRecord.FLAG_FIRST_USED) != 0;
  }

  /** Payload bytes sent, -1 when not counted. */
  public long bytesSent() {
    return isTcp() ? buffer.getLong(start + CloseRecord.SENT) : UNKNOWN;
  }

  /** Payload bytes received, -1 when not counted. */
  public long bytesReceived() {
    return isTcp() ? buffer.getLong(start + CloseRecord.RECEIVED) : UNKNOWN;
  }

  private boolean isTcp() {
    return buffer.getInt(start + CloseRecord.PROTOCOL) == TCP;
  }
}
