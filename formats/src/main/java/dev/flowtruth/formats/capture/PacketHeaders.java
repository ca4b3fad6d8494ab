package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;

/**
 * Reads the headers of packets: link layer, IP with its extensions, ports. Fragments after the
 * first get what the first one says. Not thread-safe: it remembers first fragments.
 *
 * <p>Sources: RFC 791, RFC 8200, RFC 9293, RFC 768, RFC 792, RFC 4443.
 */
final class PacketHeaders {
  private static final int V4_HEADER = 20;
  private static final int V6_HEADER = 40;
  private static final int MORE_FRAGMENTS_4 = 0x2000;
  private static final int OFFSET_4 = 0x1fff;
  private static final int OFFSET_6 = 0xfff8;
  private static final int TCP = 6;
  private static final int TCP_FLAGS_END = 14;
  private static final int PORTS = 4;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int OPTIONS = 60;
  private static final int MOBILITY = 135;

  private final Fragments fragments = new Fragments();

  /** What the packet in {@code [from, to)} says. */
  PacketKey read(byte[] data, int from, int to, int linkType, long nanos) {
    int ip = LinkLayer.ip(data, from, to, linkType);
    if (ip < 0 || ip >= to) {
      return ip == LinkLayer.NOT_IP ? PacketKey.NOT_IP : PacketKey.CUT;
    }
    return switch (data[ip] >> 4 & 0xf) {
      case 4 -> v4(data, ip, to, nanos);
      case 6 -> v6(data, ip, to, nanos);
      default -> PacketKey.NOT_IP;
    };
  }

  private PacketKey v4(byte[] data, int ip, int to, long nanos) {
    int header = (data[ip] & 0xf) * 4;
    if (to - ip < V4_HEADER || header < V4_HEADER) {
      return PacketKey.CUT;
    }
    int fragment = Endian.BIG.u16(data, ip + 6);
    Network network =
        new Network(
            data[ip + 9] & 0xff,
            IpAddress.ofV4(Endian.BIG.int32(data, ip + 12)),
            IpAddress.ofV4(Endian.BIG.int32(data, ip + 16)));
    boolean more = (fragment & MORE_FRAGMENTS_4) != 0;
    if (!more && (fragment & OFFSET_4) == 0) {
      return network.transport(data, ip + header, to);
    }
    var id = network.fragment(Endian.BIG.u16(data, ip + 4));
    return fragment(id, (fragment & OFFSET_4) == 0, more, data, ip + header, to, nanos);
  }

  private PacketKey v6(byte[] data, int ip, int to, long nanos) {
    if (to - ip < V6_HEADER) {
      return PacketKey.CUT;
    }
    IpAddress source = address6(data, ip + 8);
    IpAddress destination = address6(data, ip + 24);
    int next = data[ip + 6] & 0xff;
    int at = ip + V6_HEADER;
    while (isExtension(next)) {
      if (to - at < 8) {
        return PacketKey.CUT;
      }
      if (next == FRAGMENT && Endian.BIG.u16(data, at + 2) != 0) {
        return fragment6(data, at, to, source, destination, nanos);
      }
      int length = extensionLength(data, at, next);
      next = data[at] & 0xff;
      at += length;
    }
    return new Network(next, source, destination).transport(data, at, to);
  }

  private PacketKey fragment6(
      byte[] data, int at, int to, IpAddress source, IpAddress destination, long nanos) {
    int field = Endian.BIG.u16(data, at + 2);
    int next = data[at] & 0xff;
    int behind = at + 8;
    while ((field & OFFSET_6) == 0 && isExtension(next) && next != FRAGMENT && to - behind >= 8) {
      int length = extensionLength(data, behind, next);
      next = data[behind] & 0xff;
      behind += length;
    }
    Network network = new Network(next, source, destination);
    // Later fragments name the first header behind this one, not the transport: leave it out.
    var id = new Fragments.Id(source, destination, -1, Endian.BIG.int32(data, at + 4));
    return fragment(
        id, (field & OFFSET_6) == 0, (field & 1) != 0, network, data, behind, to, nanos);
  }

  private PacketKey fragment(
      Fragments.Id id, boolean first, boolean more, byte[] data, int at, int to, long nanos) {
    Network network = new Network(id.protocol(), id.source(), id.destination());
    return fragment(id, first, more, network, data, at, to, nanos);
  }

  private PacketKey fragment(
      Fragments.Id id,
      boolean first,
      boolean more,
      Network network,
      byte[] data,
      int at,
      int to,
      long nanos) {
    if (!first) {
      return fragments.find(id, !more, nanos);
    }
    PacketKey key = network.transport(data, at, to);
    if (key.isKnown()) {
      fragments.remember(id, key, nanos);
    }
    return key;
  }

  private static boolean isExtension(int next) {
    return switch (next) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, OPTIONS, MOBILITY, 139, 140 -> true;
      default -> false;
    };
  }

  private static int extensionLength(byte[] data, int at, int kind) {
    int length = data[at + 1] & 0xff;
    return switch (kind) {
      case FRAGMENT -> 8;
      case AUTHENTICATION -> (length + 2) * 4;
      default -> (length + 1) * 8;
    };
  }

  private static IpAddress address6(byte[] data, int at) {
    return IpAddress.ofV6(Endian.BIG.int64(data, at), Endian.BIG.int64(data, at + 8));
  }

  /** What IP says. */
  private record Network(int protocol, IpAddress source, IpAddress destination) {
    Fragments.Id fragment(int id) {
      return new Fragments.Id(source, destination, protocol, id);
    }

    PacketKey transport(byte[] data, int at, int to) {
      Protocol kind = Protocol.of(protocol);
      if (kind.hasPorts()) {
        return to - at < PORTS ? PacketKey.CUT : withPorts(data, at, to);
      }
      boolean typed = kind.isIcmp() && to - at >= 2;
      return new PacketKey(
          protocol,
          new Endpoint(source, 0),
          new Endpoint(destination, 0),
          typed ? data[at] & 0xff : -1,
          typed ? data[at + 1] & 0xff : -1,
          0,
          0);
    }

    private PacketKey withPorts(byte[] data, int at, int to) {
      boolean segment = protocol == TCP && to - at >= TCP_FLAGS_END;
      return new PacketKey(
          protocol,
          new Endpoint(source, Endian.BIG.u16(data, at)),
          new Endpoint(destination, Endian.BIG.u16(data, at + 2)),
          -1,
          -1,
          segment ? data[at + 13] & 0xff : 0,
          segment ? Endian.BIG.int32(data, at + 4) : 0);
    }
  }
}
