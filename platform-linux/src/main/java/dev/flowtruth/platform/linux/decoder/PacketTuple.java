package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.platform.linux.layout.IpHeaders;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Between which endpoints a TCP or UDP packet goes. Addresses are the numbers that their bytes make
 * in network byte order; IPv4 has but the lower word.
 *
 * @param v4 true for IPv4
 * @param protocol {@link IpHeaders#TCP} or {@link IpHeaders#UDP}
 * @param accepts true for TCP's answer to a SYN
 */
public record PacketTuple(
    boolean v4,
    int protocol,
    boolean accepts,
    long sourceHigh,
    long sourceLow,
    int sourcePort,
    long destinationHigh,
    long destinationLow,
    int destinationPort) {
  /** As much of a packet as is looked at: extension headers of IPv6 beyond that are too long. */
  public static final int LONGEST = 160;

  /** So many extension headers of IPv6 are passed over, and no more. */
  public static final int MOST_EXTENSIONS = 4;

  public boolean isTcp() {
    return protocol == IpHeaders.TCP;
  }

  /** Reads headers one after the other; no further than the packet reaches. */
  private record Headers(ByteBuffer bytes, int start, int length) {
    boolean has(int size) {
      return size <= length;
    }

    int at(int offset) {
      return bytes.get(start + offset) & 0xff;
    }

    int half(int offset) {
      return at(offset) << 8 | at(offset + 1);
    }

    long word(int offset) {
      return (long) half(offset) << 16 | half(offset + 2);
    }

    long longWord(int offset) {
      return word(offset) << 32 | word(offset + 4);
    }
  }

  /**
   * Reads a packet from its network header on.
   *
   * @return null when it has no ports: another protocol, a later fragment, or cut off
   */
  public static @Nullable PacketTuple decode(ByteBuffer bytes, int start, int length) {
    Headers packet = new Headers(bytes, start, length);
    if (!packet.has(IpHeaders.V4_SIZE)) {
      return null;
    }
    return switch (packet.at(0) >> 4) {
      case 4 -> decodeV4(packet);
      case 6 -> packet.has(IpHeaders.V6_SIZE) ? decodeV6(packet) : null;
      default -> null;
    };
  }

  private static @Nullable PacketTuple decodeV4(Headers packet) {
    int size = (packet.at(0) & 0xf) * 4;
    boolean isLater = (packet.half(IpHeaders.V4_FRAGMENT) & IpHeaders.V4_FRAGMENT_OFFSET) != 0;
    if (isLater || size < IpHeaders.V4_SIZE) {
      return null;
    }
    return ends(packet, true, packet.at(IpHeaders.V4_PROTOCOL), size);
  }

  private static @Nullable PacketTuple decodeV6(Headers packet) {
    int next = packet.at(IpHeaders.V6_NEXT);
    int at = IpHeaders.V6_SIZE;
    for (int i = 0; i < MOST_EXTENSIONS && isExtension(next); i++) {
      if (!packet.has(at + IpHeaders.FRAGMENT_SIZE)) {
        return null;
      }
      boolean isFragment = next == IpHeaders.FRAGMENT;
      int fragment = isFragment ? packet.half(at + IpHeaders.V6_FRAGMENT) : 0;
      if ((fragment & IpHeaders.V6_FRAGMENT_OFFSET) != 0) {
        return null;
      }
      int more = isFragment ? 0 : packet.at(at + IpHeaders.EXTENSION_LENGTH);
      next = packet.at(at + IpHeaders.EXTENSION_NEXT);
      at += 8 * (1 + more);
    }
    return ends(packet, false, next, at);
  }

  private static boolean isExtension(int next) {
    return switch (next) {
      case IpHeaders.HOP_BY_HOP,
          IpHeaders.ROUTING,
          IpHeaders.DESTINATION_OPTIONS,
          IpHeaders.FRAGMENT ->
          true;
      default -> false;
    };
  }

  private static @Nullable PacketTuple ends(Headers packet, boolean v4, int protocol, int ports) {
    boolean isTcp = protocol == IpHeaders.TCP;
    int needed = isTcp ? IpHeaders.TCP_FLAGS + 1 : IpHeaders.PORTS_SIZE;
    if (!isTcp && protocol != IpHeaders.UDP || !packet.has(ports + needed)) {
      return null;
    }
    int source = v4 ? IpHeaders.V4_SOURCE : IpHeaders.V6_SOURCE;
    int destination = v4 ? IpHeaders.V4_DESTINATION : IpHeaders.V6_DESTINATION;
    return new PacketTuple(
        v4,
        protocol,
        isTcp && (packet.at(ports + IpHeaders.TCP_FLAGS) & IpHeaders.TCP_ACK) != 0,
        v4 ? 0 : packet.longWord(source),
        v4 ? packet.word(source) : packet.longWord(source + 8),
        packet.half(ports + IpHeaders.SOURCE_PORT),
        v4 ? 0 : packet.longWord(destination),
        v4 ? packet.word(destination) : packet.longWord(destination + 8),
        packet.half(ports + IpHeaders.DESTINATION_PORT));
  }
}
