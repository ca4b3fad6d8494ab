package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.platform.linux.layout.GlanceRecord;
import java.nio.ByteBuffer;

/**
 * One descriptor of one process as the iterator {@code glance} shows it: a cursor over the
 * iterator's buffer, which allocates nothing. Not thread-safe.
 */
public final class BpfGlance {
  private final ByteBuffer buffer;
  private int start;

  public BpfGlance(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Moves to the record at that offset, of which the caller knows that it is whole. */
  public void at(int offset) {
    start = offset;
  }

  public long cookie() {
    return buffer.getLong(start + GlanceRecord.COOKIE);
  }

  public int pid() {
    return buffer.getInt(start + GlanceRecord.PID);
  }

  /** When the process was started, ns since boot. */
  public long processStart() {
    return buffer.getLong(start + GlanceRecord.START);
  }

  /** True for a flag of {@link dev.flowtruth.platform.linux.layout.SocketRecord}. */
  public boolean has(int flag) {
    return (buffer.getInt(start + GlanceRecord.FLAGS) & flag) != 0;
  }

  /** See {@link BpfSocket#fingerprint}. */
  public long fingerprint() {
    return Fingerprint.of(
        buffer.getInt(start + GlanceRecord.ADDRESSES),
        buffer.getInt(start + GlanceRecord.LOCAL_PORT),
        buffer.getInt(start + GlanceRecord.STATE),
        buffer.getInt(start + GlanceRecord.INTERFACE));
  }
}
