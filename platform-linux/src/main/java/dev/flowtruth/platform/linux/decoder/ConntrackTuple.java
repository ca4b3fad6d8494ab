package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Conntrack;
import java.nio.ByteBuffer;

/**
 * One direction of an entry of the connection tracking: where its addresses lie in the buffer, and
 * its ports. A cursor: it allocates nothing but what is asked for. Not thread-safe.
 */
final class ConntrackTuple {
  private static final int NONE = -1;
  private static final int V4 = 4;
  private static final int V6 = 16;

  private final ByteBuffer buffer;
  private final Attributes parts;
  private final Attributes fields;
  private int size;
  private int source;
  private int destination;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private int echo;

  ConntrackTuple(ByteBuffer buffer) {
    this.buffer = buffer;
    parts = new Attributes(buffer);
    fields = new Attributes(buffer);
  }

  /** Reads {@code CTA_TUPLE_ORIG} or {@code CTA_TUPLE_REPLY} between two offsets. */
  void read(int from, int to) throws DecodeException {
    source = NONE;
    destination = NONE;
    protocol = NONE;
    sourcePort = NONE;
    destinationPort = NONE;
    echo = NONE;
    parts.begin(from, to);
    while (parts.advance()) {
      fields.begin(parts.value(), parts.value() + parts.length());
      switch (parts.type()) {
        case Conntrack.CTA_TUPLE_IP -> readAddresses();
        case Conntrack.CTA_TUPLE_PROTO -> readProtocol();
        default -> {} // CTA_TUPLE_ZONE
      }
    }
    require(source, "CTA_IP_V4_SRC", from);
    require(destination, "CTA_IP_V4_DST", from);
    require(protocol, "CTA_PROTO_NUM", from);
  }

  private static void require(int value, String name, int offset) throws DecodeException {
    if (value == NONE) {
      throw new DecodeException(name, offset, "the tuple has none");
    }
  }

  private void readAddresses() throws DecodeException {
    while (fields.advance()) {
      switch (fields.type()) {
        case Conntrack.CTA_IP_V4_SRC -> source = address(V4, "CTA_IP_V4_SRC");
        case Conntrack.CTA_IP_V4_DST -> destination = address(V4, "CTA_IP_V4_DST");
        case Conntrack.CTA_IP_V6_SRC -> source = address(V6, "CTA_IP_V6_SRC");
        case Conntrack.CTA_IP_V6_DST -> destination = address(V6, "CTA_IP_V6_DST");
        default -> {}
      }
    }
  }

  private int address(int length, String name) throws DecodeException {
    int at = fields.value(length, name);
    boolean isSecond = source != NONE || destination != NONE;
    if (isSecond && size != length) {
      throw new DecodeException(name, at, "the tuple's other address is of another family");
    }
    size = length;
    return at;
  }

  private void readProtocol() throws DecodeException {
    while (fields.advance()) {
      switch (fields.type()) {
        case Conntrack.CTA_PROTO_NUM -> protocol = number();
        case Conntrack.CTA_PROTO_SRC_PORT -> sourcePort = port("CTA_PROTO_SRC_PORT");
        case Conntrack.CTA_PROTO_DST_PORT -> destinationPort = port("CTA_PROTO_DST_PORT");
        case Conntrack.CTA_PROTO_ICMP_ID, Conntrack.CTA_PROTO_ICMPV6_ID ->
            echo = port("CTA_PROTO_ICMP_ID");
        default -> {}
      }
    }
  }

  private int number() throws DecodeException {
    return buffer.get(fields.value(1, "CTA_PROTO_NUM")) & 0xff;
  }

  private int port(String name) throws DecodeException {
    return NetworkBytes.port(buffer, fields.value(2, name));
  }

  Protocol protocol() {
    return Protocol.of(protocol);
  }

  /**
   * Where it comes from. ICMP has no ports: the id of an echo stands at the end that asks.
   *
   * @param asks true for the direction of the side that began
   */
  Endpoint source(boolean asks) {
    return endpoint(source, sourcePort, asks);
  }

  /** Where it goes to. */
  Endpoint destination(boolean asks) {
    return endpoint(destination, destinationPort, !asks);
  }

  private Endpoint endpoint(int at, int port, boolean isAsking) {
    IpAddress address = size == V4 ? NetworkBytes.v4(buffer, at) : NetworkBytes.v6(buffer, at, 0);
    return new Endpoint(address, portOf(port, isAsking));
  }

  private int portOf(int port, boolean isAsking) {
    if (protocol().hasPorts()) {
      return Math.max(0, port);
    }
    return protocol().isIcmp() && isAsking ? Math.max(0, echo) : 0;
  }

  /** True when the other one is this one, turned round. */
  boolean isMirrorOf(ConntrackTuple other) {
    return size == other.size
        && sourcePort == other.destinationPort
        && destinationPort == other.sourcePort
        && echo == other.echo
        && sameBytes(source, other.destination)
        && sameBytes(destination, other.source);
  }

  private boolean sameBytes(int one, int other) {
    for (int i = 0; i < size; i += Integer.BYTES) {
      if (buffer.getInt(one + i) != buffer.getInt(other + i)) {
        return false;
      }
    }
    return true;
  }
}
