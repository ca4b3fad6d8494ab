package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;

/**
 * The messages of one netlink datagram, one after the other. A cursor: it allocates nothing. Not
 * thread-safe.
 */
public final class NetlinkMessages {
  private final ByteBuffer buffer;
  private int limit;
  private int start;
  private int next;

  /**
   * A cursor over a buffer in the host's byte order.
   *
   * @param buffer what receives the datagrams, each from its beginning
   */
  public NetlinkMessages(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Begins a datagram of that many bytes. */
  public void begin(int length) {
    limit = length;
    start = 0;
    next = 0;
  }

  /**
   * Moves to the next message.
   *
   * @return false after the last one
   */
  public boolean advance() throws DecodeException {
    if (next >= limit) {
      return false;
    }
    start = next;
    if (limit - start < Netlink.HEADER_SIZE) {
      throw new DecodeException("nlmsghdr", start, "only " + (limit - start) + " bytes are left");
    }
    int length = buffer.getInt(start + Netlink.LENGTH);
    if (length < Netlink.HEADER_SIZE || length > limit - start) {
      String found = length + ", not within " + Netlink.HEADER_SIZE + ".." + (limit - start);
      throw new DecodeException("nlmsg_len", start + Netlink.LENGTH, found);
    }
    next = start + Netlink.align(length);
    return true;
  }

  public int type() {
    return buffer.getShort(start + Netlink.TYPE) & 0xffff;
  }

  public int flags() {
    return buffer.getShort(start + Netlink.FLAGS) & 0xffff;
  }

  public int sequence() {
    return buffer.getInt(start + Netlink.SEQUENCE);
  }

  /** Where the payload begins. */
  public int payload() {
    return start + Netlink.HEADER_SIZE;
  }

  /** How many bytes the payload has. */
  public int payloadLength() {
    return buffer.getInt(start + Netlink.LENGTH) - Netlink.HEADER_SIZE;
  }

  /**
   * The error number in a {@link Netlink#ERROR} or {@link Netlink#DONE} message, positive.
   *
   * @return 0 when there is none
   */
  public int errno() throws DecodeException {
    if (payloadLength() < Integer.BYTES) {
      if (type() == Netlink.DONE) {
        return 0;
      }
      throw new DecodeException("nlmsgerr.error", payload(), "the message ends before it");
    }
    return Math.max(0, -buffer.getInt(payload()));
  }
}
