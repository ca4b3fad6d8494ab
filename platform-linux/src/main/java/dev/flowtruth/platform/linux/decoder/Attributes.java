package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;

/** The attributes behind a netlink message's fixed part. A cursor; not thread-safe. */
final class Attributes {
  private final ByteBuffer buffer;
  private int at;
  private int next;
  private int end;

  Attributes(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Begins at the attributes between two offsets. */
  void begin(int from, int to) {
    next = from;
    end = to;
  }

  /** Moves to the next attribute; false after the last one. */
  boolean advance() throws DecodeException {
    if (end - next < Netlink.ATTRIBUTE_HEADER_SIZE) {
      return false;
    }
    at = next;
    int length = buffer.getShort(at + Netlink.ATTRIBUTE_LENGTH) & 0xffff;
    if (length < Netlink.ATTRIBUTE_HEADER_SIZE || length > end - at) {
      String found = length + ", not within " + Netlink.ATTRIBUTE_HEADER_SIZE + ".." + (end - at);
      throw new DecodeException("nla_len", at + Netlink.ATTRIBUTE_LENGTH, found);
    }
    next = at + Netlink.align(length);
    return true;
  }

  int type() {
    return buffer.getShort(at + Netlink.ATTRIBUTE_TYPE) & Netlink.ATTRIBUTE_TYPE_MASK;
  }

  /** Where the value begins. */
  int value() {
    return at + Netlink.ATTRIBUTE_HEADER_SIZE;
  }

  /** How many bytes the value has. */
  int length() {
    return (buffer.getShort(at + Netlink.ATTRIBUTE_LENGTH) & 0xffff)
        - Netlink.ATTRIBUTE_HEADER_SIZE;
  }

  /** Where the value begins, which must have at least that many bytes. */
  int value(int atLeast, String name) throws DecodeException {
    if (length() < atLeast) {
      throw new DecodeException(name, value(), length() + " bytes instead of " + atLeast);
    }
    return value();
  }

  /**
   * Where the value of an attribute begins, which must have at least that many bytes.
   *
   * @return -1 when the attribute is not there
   */
  int find(int type, int atLeast, String name) throws DecodeException {
    while (advance()) {
      if (type() == type) {
        return value(atLeast, name);
      }
    }
    return -1;
  }
}
